package io.threatledger.cli;

import io.threatledger.audit.Audit;
import io.threatledger.audit.Contradiction;
import io.threatledger.audit.LogSource;
import io.threatledger.audit.MirrorFolder;
import io.threatledger.client.HttpListing;
import io.threatledger.client.HttpLogSource;
import io.threatledger.client.NodeUrl;
import io.threatledger.client.Pause;
import io.threatledger.client.Retries;
import io.threatledger.client.ThreatLedgerClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a whole log. */
@Command(
        name = "audit",
        header = "Mirror a whole log and check it against every anchor on the chain.",
        description = {
            "",
            "Fetches the log into a folder, where every file that is kept hashes to the signed root; holds it",
            "against all anchors on the chain; checks every signature and replays every entry; and compares",
            "what the API lists as active with what the entries say, when there is a key to ask with.",
            "Interrupted, it goes on where it was; run again, it fetches what is new and requires that it",
            "extends what was there. The folder is the log as static files: serve it, or audit it by itself.",
            "",
            "Keys and anchors come from the chain (--rpc, --contract and --log-id; a file named with --env",
            "may hold them). With --vkey and --jwks anchors stay unchecked, and the report says so; with",
            "neither, the answer is no.",
            "",
            "Status 0: consistent; what was not compared is marked -- and named. 1: the first contradiction,",
            "or nothing to trust. 3: something could not be read, from which nothing follows.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  threatledger audit https://ledger.example.org --rpc http://127.0.0.1:8545 --contract 0x… --log-id 0x…",
            "  threatledger audit --env data/dev.env",
            "  threatledger audit mirror-ledger.example.org --env chain.env"
        })
final class AuditCommand extends CliCommand {
    static final int PATIENCE_SECONDS_MAX = 600;

    @Mixin
    private NodeOptions node = new NodeOptions();

    @Mixin
    private TrustOptions trustOptions = new TrustOptions();

    @Parameters(
            paramLabel = "URL-or-DIR",
            arity = "0..1",
            description =
                    "A node, a web server with a mirror, or a mirrored folder. Default: the node of --url or --env.")
    private @Nullable String what;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "Where the mirror is kept. Default: mirror-HOST-PORT, here.")
    private @Nullable Path into;

    AuditCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        AuditDisplay display = new AuditDisplay(around);
        Optional<URI> url = what == null ? Optional.of(node.url(around)) : NodeUrl.parse(what);
        return url.isPresent() ? auditUrl(url.get(), display) : auditFolder(Path.of(String.valueOf(what)), display);
    }

    private int auditUrl(URI url, AuditDisplay display) throws IOException {
        Retries retries = new Retries(Duration.ofSeconds(PATIENCE_SECONDS_MAX), Pause.SLEEP, display);
        Path folder = into == null ? around.workingFolder().resolve(folderOf(url)) : into;
        try (ThreatLedgerClient client = node.clientOf(around, url, retries);
                MirrorFolder mirror = MirrorFolder.take(folder)) {
            HttpLogSource source = HttpLogSource.find(client, url)
                    .orElseThrow(() -> CommandFailure.environment("no checkpoint at " + url
                            + ": there is no log, or nothing is published that this reader may see"
                            + (client.hasKey() ? "" : " (without a key: what is an hour old; set THREATLEDGER_KEY)")));
            HttpListing listing = source.isNode() && client.hasKey() ? new HttpListing(client) : null;
            String noListing = source.isNode()
                    ? "no key for this node: set THREATLEDGER_KEY, or name a file that has one with --env"
                    : "a mirror has no API";
            return audit(mirror, source, listing, noListing, display);
        }
    }

    private int auditFolder(Path folder, AuditDisplay display) throws IOException {
        if (!Files.isRegularFile(folder.resolve(LogSource.CHECKPOINT))) {
            throw CommandFailure.usage(folder + " is neither a URL nor a folder with a mirrored log in it");
        }
        try (MirrorFolder mirror = MirrorFolder.take(folder)) {
            return audit(mirror, null, null, "a folder has no API", display);
        }
    }

    private int audit(
            MirrorFolder folder,
            @Nullable LogSource source,
            @Nullable HttpListing listing,
            String noListing,
            AuditDisplay display)
            throws IOException {
        Optional<AuditTrust> given = trustOptions.orFrom(node.named()).forAudit();
        try (AuditTrust trust = given.isPresent() ? given.get() : AuditTrust.none(source == null ? folder : source)) {
            Audit.Subject subject = new Audit.Subject(folder, source, trust.trust(), listing, noListing);
            String sum = new Audit(subject, InstantSource.system(), display, display::found).run();
            display.end(
                    trust.trust().isGiven()
                            ? sum
                            : "NOT audited: the keys are those that the log itself names: "
                                    + "name the chain (--rpc, --contract and --log-id) or the keys (--vkey and --jwks)");
            return trust.trust().isGiven() ? ExitStatus.DONE : ExitStatus.NO;
        } catch (Contradiction e) {
            display.failed(e.check(), String.valueOf(e.getMessage()));
            display.end("NOT consistent: " + e.getMessage());
            return ExitStatus.NO;
        }
    }

    private static String folderOf(URI url) {
        return "mirror-" + url.getHost() + (url.getPort() < 0 ? "" : "-" + url.getPort());
    }
}
