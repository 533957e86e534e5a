package io.threatledger.cli;

import io.threatledger.client.Pause;
import io.threatledger.client.Retries;
import io.threatledger.client.ThreatLedgerClient;
import io.threatledger.imports.Feed;
import io.threatledger.imports.FeedFormat;
import io.threatledger.imports.Importer;
import io.threatledger.imports.ReportDefaults;
import io.threatledger.imports.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes a list. */
@Command(
        name = "import",
        header = "Publish a list of threats: plain lines, CSV or NDJSON.",
        description = {
            "",
            "Plain lines are an address or a network, then anything; # begins a comment.",
            "CSV has a header with names of the API (target or ip, source, category, severity, action,",
            "ttl_seconds, confidence, tags separated by ;, asn, country, …). NDJSON has one object a line,",
            "as POST /api/v1/threats takes it.",
            "",
            "It may be interrupted and run again: what is active already is skipped, so nothing doubles.",
            "Lines that are refused are reported with their number, and the status is 1.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  threatledger import ipsum.txt --min-count 3 --source ipsum --category scanner --ttl 7d"
        })
final class ImportCommand extends CliCommand {
    static final int PATIENCE_SECONDS_DEFAULT = 600;

    private static final String STANDARD_INPUT = "-";

    @Mixin
    private NodeOptions node = new NodeOptions();

    @Mixin
    private ClaimOptions claims = new ClaimOptions();

    @Parameters(paramLabel = "FILE", description = "The list; - is standard input.")
    private String file = STANDARD_INPUT;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "plain, csv or ndjson. Default: what the file's name, else its first line, says.")
    private @Nullable String format;

    @Option(
            names = "--min-count",
            paramLabel = "N",
            description = "Of plain lines, only those whose second column is at least N.")
    private @Nullable Integer countMin;

    @Option(names = "--batch", paramLabel = "N", description = "Reports a request, 1 to 1,000 (default: 1,000).")
    private int batch = ThreatLedgerClient.BATCH_REPORTS_MAX;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description = "How long to wait for a node that is busy or away (default: 600).")
    private int patienceSeconds = PATIENCE_SECONDS_DEFAULT;

    ImportCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        requireRange("--batch", batch, 1, ThreatLedgerClient.BATCH_REPORTS_MAX);
        requireRange("--patience", patienceSeconds, 0, Integer.MAX_VALUE);
        ReportDefaults defaults = claims.defaults(ReportDefaults.SOURCE);
        boolean standardInput = file.equals(STANDARD_INPUT);
        long characters = standardInput ? ImportDisplay.LENGTH_UNKNOWN : Files.size(Path.of(file));
        ImportDisplay display = new ImportDisplay(around, characters);
        Retries retries = new Retries(Duration.ofSeconds(patienceSeconds), Pause.SLEEP, display);
        try (InputStream stream = standardInput ? around.in() : Files.newInputStream(Path.of(file));
                ThreatLedgerClient client = node.clientWithKey(around, NodeOptions.WRITERS, retries)) {
            Feed feed = new Feed(stream, chosenFormat(), defaults, minimum());
            return send(new Importer(client, display, batch, UUID.randomUUID().toString()), feed, display);
        }
    }

    private int send(Importer importer, Feed feed, ImportDisplay display) throws IOException {
        try {
            Tally tally = importer.run(feed);
            display.done(tally);
            return tally.refused() == 0 ? ExitStatus.DONE : ExitStatus.NO;
        } catch (IOException | RuntimeException e) {
            display.brokenOff(importer.tally());
            throw e;
        }
    }

    private Optional<FeedFormat> chosenFormat() {
        if (format == null) {
            return FeedFormat.ofName(file);
        }
        try {
            return Optional.of(FeedFormat.valueOf(format.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--format " + format + " (wanted: plain, csv or ndjson)");
        }
    }

    private OptionalInt minimum() {
        return countMin == null ? OptionalInt.empty() : OptionalInt.of(countMin);
    }

    private static void requireRange(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw CommandFailure.usage("%s %d (wanted: %d to %d)".formatted(option, value, min, max));
        }
    }
}
