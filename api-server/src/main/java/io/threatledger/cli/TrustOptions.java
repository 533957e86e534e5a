package io.threatledger.cli;

import io.threatledger.audit.LogKeys;
import io.threatledger.chain.ChainClient;
import io.threatledger.chain.LogHistory;
import io.threatledger.chain.OnChain;
import io.threatledger.chain.OpenLog;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LogId;
import io.threatledger.entry.EntryVerifier;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.NoteVerifier;
import io.threatledger.proof.Anchor;
import io.threatledger.proof.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what a proof is held against. */
final class TrustOptions {
    @Option(names = "--rpc", paramLabel = "URL", description = "A chain's JSON-RPC, to read keys and anchor from.")
    private @Nullable String rpc;

    @Option(names = "--contract", paramLabel = "0x…", description = "The contract on that chain.")
    private @Nullable String contract;

    @Option(names = "--log-id", paramLabel = "0x…", description = "The log on that contract.")
    private @Nullable String logId;

    @Option(names = "--vkey", paramLabel = "VKEY", description = "The log's checkpoint key, or a file that holds it.")
    private @Nullable String vkey;

    @Option(names = "--jwks", paramLabel = "FILE", description = "The entry keys, as /.well-known/jwks.json has them.")
    private @Nullable Path jwks;

    /** These options; where none is given, the chain, contract and log that the file names. */
    TrustOptions orFrom(Map<String, String> file) {
        boolean given = rpc != null || contract != null || logId != null || vkey != null || jwks != null;
        if (!given) {
            rpc = file.get("CHAIN_RPC_URL");
            contract = file.get("CONTRACT");
            logId = file.get("LOG_ID");
        }
        return this;
    }

    /** Empty when no option was given; half of a set is wrong use. */
    Optional<Trust> trust() throws IOException {
        requireOneSet();
        if (rpc != null && contract != null && logId != null) {
            return Optional.of(
                    ofChain(rpc, read("--contract", contract, EthAddress::new), read("--log-id", logId, LogId::ofHex)));
        }
        if (vkey != null && jwks != null) {
            return Optional.of(
                    new Trust(read("--vkey", vkeyText(vkey), NoteVerifier::fromVkey), entryKeys(jwks), null));
        }
        return Optional.empty();
    }

    /** What it was held against, in words. */
    String told() {
        return rpc != null
                ? "keys and anchor are those of log %s on contract %s".formatted(logId, contract)
                : "keys are those given; the chain was not asked";
    }

    private static Trust ofChain(String rpc, EthAddress contract, LogId log) {
        try (ChainClient client = ChainClient.forWork(rpc)) {
            OpenLog open = new OnChain(client, contract, log)
                    .find()
                    .orElseThrow(() -> CommandFailure.no("log %s is not open on contract %s".formatted(log, contract)));
            return new Trust(
                    NoteVerifier.ed25519(
                            open.origin(), open.keys().checkpointKey().toBytes()),
                    everyEntryKey(client, contract, log),
                    (size, hint) -> anchor(rpc, contract, log, size, hint));
        }
    }

    /** An entry keeps the signature of its day: a key that was replaced on the chain still verifies it. */
    private static List<EntryVerifier> everyEntryKey(ChainClient client, EthAddress contract, LogId log) {
        return new LogHistory(client, contract, log)
                .keys().stream()
                        .map(term -> EntryVerifier.of(term.keys().entryKey().toBytes()))
                        .toList();
    }

    private static Optional<Anchor> anchor(
            String rpc, EthAddress contract, LogId log, TreeSize size, @Nullable String hint) {
        try (ChainClient client = ChainClient.forWork(rpc)) {
            return new OnChain(client, contract, log).anchor(size, hint);
        }
    }

    private static <T> T read(String option, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(option + ": " + e.getMessage());
        }
    }

    private static String vkeyText(String given) throws IOException {
        return given.contains("+") && !Files.exists(Path.of(given))
                ? given.strip()
                : Files.readString(Path.of(given), StandardCharsets.UTF_8).strip();
    }

    private static List<EntryVerifier> entryKeys(Path file) throws IOException {
        return read("--jwks", Files.readString(file, StandardCharsets.UTF_8), EntryVerifier::fromJwks);
    }

    /** What a whole log is held against; empty when no option was given. */
    Optional<AuditTrust> forAudit() throws IOException {
        requireOneSet();
        if (rpc != null && contract != null && logId != null) {
            return Optional.of(AuditTrust.ofChain(
                    rpc, read("--contract", contract, EthAddress::new), read("--log-id", logId, LogId::ofHex)));
        }
        if (vkey != null && jwks != null) {
            return Optional.of(AuditTrust.ofKeys(
                    LogKeys.given(read("--vkey", vkeyText(vkey), NoteVerifier::fromVkey), entryKeys(jwks))));
        }
        return Optional.empty();
    }

    private void requireOneSet() {
        boolean chain = rpc != null && contract != null && logId != null;
        boolean keys = vkey != null && jwks != null;
        boolean anyChain = rpc != null || contract != null || logId != null;
        boolean anyKey = vkey != null || jwks != null;
        if (anyChain && anyKey) {
            throw CommandFailure.usage("keys come from the chain or from --vkey and --jwks, not from both");
        }
        if (anyChain != chain || anyKey != keys) {
            throw CommandFailure.usage("--rpc, --contract and --log-id belong together, as do --vkey and --jwks");
        }
    }
}
