package io.threatledger.bench;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code scripts/bench} takes. */
@Command(name = "bench", sortOptions = false)
final class Options {
    private static final int ENTRIES = 1_000_000;
    private static final int QUICK_ENTRIES = 10_000;

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
        return quick ? new Comparison.Pace(2, 2, 2) : new Comparison.Pace(7, 5, 40);
    }
}
