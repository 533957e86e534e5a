package io.threatledger.cli;

import io.threatledger.chain.ChainAccount;
import io.threatledger.config.NodeConfig;
import io.threatledger.dev.NodeIdentity;
import io.threatledger.http.HttpSettings;
import io.threatledger.http.Sources;
import io.threatledger.node.DataFolder;
import io.threatledger.node.NodeSettings;
import io.threatledger.policy.ProtectedRanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the files that a configuration names. What is missing is refused, never made. */
final class ConfiguredNode {

    private ConfiguredNode() {}

    static NodeSettings open(NodeConfig config) throws IOException {
        requireLedger(config);
        return new NodeSettings(
                config.dataFolder(),
                config.origin(),
                identity(config).keys(),
                config.chain(),
                account(config),
                HttpSettings.on(config.http().host(), config.http().port())
                        .withCors(config.http().corsOrigins()),
                new Sources(config.http().proxies(), config.http().sourceHeader()),
                config.plans(),
                config.weights(),
                config.limited(),
                ranges(config.protectedFile()),
                Map.of(),
                config.metricsPort(),
                config.diskReserveBytes());
    }

    /** The ledger's file, which is there. */
    static Path requireLedger(NodeConfig config) {
        Path ledger = DataFolder.ledgerIn(config.dataFolder());
        if (!Files.isRegularFile(ledger)) {
            throw CommandFailure.environment(
                    "no ledger %s: threatledger init makes a new one, a backup brings an old one back"
                            .formatted(ledger));
        }
        return ledger;
    }

    static NodeIdentity identity(NodeConfig config) throws IOException {
        return NodeIdentity.read(config.seedFile(), config.origin());
    }

    private static ChainAccount account(NodeConfig config) throws IOException {
        String password = Files.readString(config.passwordFile()).strip();
        try {
            return ChainAccount.open(config.accountFile(), password);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.environment(String.valueOf(e.getMessage()));
        }
    }

    private static ProtectedRanges ranges(@Nullable Path file) throws IOException {
        List<String> lines = file == null ? List.of() : Files.readAllLines(file);
        return ProtectedRanges.builtIn().plus(lines);
    }
}
