package io.threatledger.cli;

import io.threatledger.audit.Contradiction;
import io.threatledger.audit.LogSource;
import io.threatledger.audit.LogTrust;
import io.threatledger.audit.MirrorFolder;
import io.threatledger.audit.Recovery;
import io.threatledger.chain.ChainSettings;
import io.threatledger.client.HttpLogSource;
import io.threatledger.client.NodeUrl;
import io.threatledger.client.Pause;
import io.threatledger.client.Retries;
import io.threatledger.client.ThreatLedgerClient;
import io.threatledger.config.NodeConfig;
import io.threatledger.node.DataFolder;
import io.threatledger.store.LedgerDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives a node the entries that it lost. */
@Command(
        name = "recover",
        header = "Take missing entries from a mirror of the log, when an older backup was restored.",
        description = {
            "",
            "The node is stopped. The mirror is audited first; then exactly what is anchored on the chain and",
            "missing here is taken, and only when the ledger here is the beginning of it. Otherwise nothing is",
            "changed, and the reason is printed. It can be interrupted and run again. Into the empty ledger",
            "that init makes, with the seed and origin of the log, it restores all of it.",
            "",
            "A mirror holds what is public: the restricted claims (sensor, port, ja3, ja4, comment) of the",
            "entries that are recovered are lost here, as are accounts and keys made since the backup.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  threatledger recover --from https://mirror.example.org --config threatledger.conf",
            "  threatledger recover --from mirror-ledger.example.org"
        })
final class RecoverCommand extends CliCommand {
    private static final String FOLDER = "recovery";

    @Mixin
    private ConfigOption configOption = new ConfigOption();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URL-or-DIR",
            description = "A node or web server that serves the log, or a mirrored folder.")
    private String from = "";

    RecoverCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        NodeConfig config = configOption.read(around);
        ConfiguredNode.requireLedger(config);
        AuditDisplay display = new AuditDisplay(around);
        try (DataFolder data = DataFolder.take(config.dataFolder());
                LedgerDatabase ledger = LedgerDatabase.open(data.ledger());
                AuditTrust trust = trust(config)) {
            Optional<URI> url = NodeUrl.parse(from);
            long taken = url.isPresent()
                    ? fromUrl(url.get(), config, ledger, trust, display)
                    : fromFolder(Path.of(from), ledger, trust, display);
            display.end(
                    taken == 0
                            ? "nothing is missing: all that is anchored in the mirror is here"
                            : "recovered: %s entries, without their restricted claims, which no mirror has"
                                    .formatted(Printing.count(taken)));
            return ExitStatus.DONE;
        } catch (Contradiction e) {
            display.failed(e.check(), String.valueOf(e.getMessage()));
            display.end("NOT recovered: " + e.getMessage());
            return ExitStatus.NO;
        }
    }

    /** The node that is recovered must be able to go on with its log: its chain, its keys. */
    private static AuditTrust trust(NodeConfig config) throws IOException {
        ChainSettings chain = config.chain();
        AuditTrust trust = AuditTrust.ofChain(chain.rpcUrl(), chain.contract(), chain.logId());
        try {
            trust.requireChain(chain.chainId());
            trust.requireKeys(ConfiguredNode.identity(config));
            return trust;
        } catch (IOException | RuntimeException e) {
            trust.close();
            throw e;
        }
    }

    private long fromUrl(URI url, NodeConfig config, LedgerDatabase ledger, AuditTrust trust, AuditDisplay display)
            throws IOException {
        Retries retries = new Retries(Duration.ofSeconds(AuditCommand.PATIENCE_SECONDS_MAX), Pause.SLEEP, display);
        Path folder = config.dataFolder().resolve(FOLDER);
        try (ThreatLedgerClient client = new NodeOptions().clientOf(around, url, retries);
                MirrorFolder mirror = MirrorFolder.take(folder)) {
            HttpLogSource source = HttpLogSource.find(client, url)
                    .orElseThrow(() -> CommandFailure.environment("no checkpoint at " + url + ": there is no log"));
            long taken = recover(ledger, mirror, source, trust, display);
            around.err().println("the mirror that was made is in " + folder + "; it may be removed");
            return taken;
        }
    }

    private static long fromFolder(Path folder, LedgerDatabase ledger, AuditTrust trust, AuditDisplay display)
            throws IOException {
        if (!Files.isRegularFile(folder.resolve(LogSource.CHECKPOINT))) {
            throw CommandFailure.usage(folder + " is neither a URL nor a folder with a mirrored log in it");
        }
        try (MirrorFolder mirror = MirrorFolder.take(folder)) {
            return recover(ledger, mirror, null, trust, display);
        }
    }

    private static long recover(
            LedgerDatabase ledger,
            MirrorFolder mirror,
            @Nullable LogSource source,
            AuditTrust trust,
            AuditDisplay display)
            throws IOException {
        LogTrust log = trust.trust();
        Recovery.Subject subject = new Recovery.Subject(
                ledger, mirror, source, log.keys(), log.chain().orElseThrow());
        return new Recovery(subject, display, display::found).run();
    }
}
