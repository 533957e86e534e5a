package io.threatledger.bench;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code scripts/bench} takes. */
@Command(
        name = "bench",
        sortOptions = false,
        footer =
                "bench --micro [...] times single operations instead; what follows is for JMH (-h shows what there is).")
final class Options {
    private static final int ENTRIES = 1_000_000;
    private static final int QUICK_ENTRIES = 10_000;
    private static final int SECONDS_PER_MINUTE = 60;

    @Option(names = "--quick", description = "A small ledger and short rounds: that everything runs, not how fast.")
    boolean quick;

    @Option(names = "--entries", description = "Entries in the ledger (default: 1,000,000; quick: 10,000).")
    int entries;

    @Option(
            names = "--data",
            description = "Where the ledger is kept; what is there already is used (default: data/bench).")
    Path data = Path.of("data/bench");

    @Option(names = "--out", description = "Where bench.json and bench.svg are written (default: the data folder).")
    Path out = Path.of("");

    @Option(
            names = "--soak",
            paramLabel = "MINUTES",
            description = "Only a steady load for that long (0.5 is half a minute), and the node's memory meanwhile.")
    double soakMinutes;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true)
    boolean help;

    int entriesWanted() {
        return entries > 0 ? entries : quick ? QUICK_ENTRIES : ENTRIES;
    }

    Path outFolder() {
        return out.toString().isEmpty() ? data : out;
    }

    Comparison.Pace pace() {
        return quick ? new Comparison.Pace(2, 1, 1) : new Comparison.Pace(7, 5, 40);
    }

    /** At each size of the curve. */
    Comparison.Pace curvePace() {
        return quick ? new Comparison.Pace(1, 1, 1) : new Comparison.Pace(3, 2, 4);
    }

    /** The same where it makes the ledger larger. */
    Comparison.Pace curvePublishPace() {
        return quick ? new Comparison.Pace(1, 1, 1) : new Comparison.Pace(3, 1, 2);
    }

    Streams.Size streams() {
        return quick ? new Streams.Size(50, 20, 2) : new Streams.Size(2_000, 50, 20);
    }

    /** wrk takes whole ones. */
    int soakSeconds() {
        return (int) Math.ceil(soakMinutes * SECONDS_PER_MINUTE);
    }
}
