package io.threatledger.cli;

import io.threatledger.chain.ChainAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which chain, and which account pays. The account's key is never an option. */
final class ChainAccountOptions {
    static final String KEY_VARIABLE = "CHAIN_KEY";
    static final String PASSWORD_VARIABLE = "CHAIN_PASSWORD";

    @Option(names = "--rpc", paramLabel = "URL", required = true, description = "The chain's JSON-RPC.")
    private String rpc = "";

    @Option(
            names = "--keystore",
            paramLabel = "FILE",
            description = "The account that pays and owns: a web3 secret-storage file, its password in $CHAIN_PASSWORD."
                    + " Default: the hexadecimal key in $CHAIN_KEY.")
    private @Nullable Path keystore;

    String rpc() {
        return rpc;
    }

    ChainAccount account(Surroundings around) throws IOException {
        if (keystore != null) {
            if (!Files.isReadable(keystore)) {
                throw CommandFailure.environment("no file " + keystore + " that can be read");
            }
            return wellFormed(keystore, value(around, PASSWORD_VARIABLE));
        }
        try {
            return ChainAccount.ofHexKey(value(around, KEY_VARIABLE));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("$" + KEY_VARIABLE + ": " + e.getMessage());
        }
    }

    private static ChainAccount wellFormed(Path keystore, String password) throws IOException {
        try {
            return ChainAccount.open(keystore, password);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    private static String value(Surroundings around, String variable) {
        String value = around.environment().get(variable);
        if (value == null) {
            throw CommandFailure.usage("no account: set $CHAIN_KEY, or name --keystore and set $CHAIN_PASSWORD");
        }
        return value;
    }
}
