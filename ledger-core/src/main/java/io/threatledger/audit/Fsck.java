package io.threatledger.audit;

import io.threatledger.store.LedgerFile;
import io.threatledger.store.Snapshots;
import io.threatledger.store.StorageException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Recomputes a ledger's file from its rows and names the first damaged row of each table.
 *
 * <p>It reads page by page, each page in a snapshot of its own: a node may run on the file and write to it. It writes
 * nothing and mends nothing. Memory does not grow with the ledger, and there is no copy of it.
 */
public final class Fsck {
    /** Rows of a page; signatures of a page are spread over the cores. */
    private static final int PAGE_ROWS = 1_024;

    private Fsck() {}

    /**
     * Checks everything.
     *
     * @param ledger the ledger's file
     * @param clock tells which threats may have lapsed
     * @throws StorageException when the file cannot be read at all, or is no ledger of this version
     */
    public static FsckReport run(Path ledger, FsckKeys keys, InstantSource clock, FsckProgress progress) {
        List<Check<?>> checks = new ArrayList<>();
        checks.add(new SchemaCheck());
        checks.addAll(Checks.ofRows(keys, clock, PAGE_ROWS, CheckCores.ALL));
        checks.add(new IntegrityCheck());
        try (LedgerFile file = LedgerFile.open(ledger)) {
            List<FsckReport.Line> lines = new ArrayList<>();
            long total = 0;
            for (Check<?> check : checks) {
                FsckReport.Line line = walk(check, file, progress, total);
                lines.add(line);
                total += line.rows();
            }
            return new FsckReport(lines);
        }
    }

    private static FsckReport.Line walk(Check<?> check, Snapshots file, FsckProgress progress, long before) {
        CheckWalk<?> walk = new CheckWalk<>(check);
        while (!walk.isOver()) {
            progress.at(walk.name(), walk.rows(), before + walk.rows());
            walk.step(file);
        }
        return new FsckReport.Line(walk.name(), walk.rows(), walk.damage());
    }
}
