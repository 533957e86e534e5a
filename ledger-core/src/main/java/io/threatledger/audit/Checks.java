package io.threatledger.audit;

import io.threatledger.store.LedgerTable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Every check of rows, in the order of the flow: what is computed from something comes after it. */
final class Checks {

    private Checks() {}

    /** @param pageRows rows that one page reads at most, but for the 256 entries or tiles below a tile */
    static List<Check<?>> ofRows(FsckKeys keys, InstantSource clock, int pageRows, CheckCores cores) {
        TreeCheck tree = new TreeCheck(keys);
        RowRule.Alone sealed = RowRule.SEAL_IS_UNBROKEN;
        RowRule.Alone note = tree::noteSaysTheSame;
        List<Check<?>> checks = new ArrayList<>(List.of(
                new EntriesCheck(keys, pageRows, cores),
                new TilesCheck(),
                new HeadCheck(),
                new ThreatsCheck(clock, pageRows),
                new PrefixesCheck(pageRows),
                new RowsCheck(LedgerTable.TAGS, pageRows, TagsCheck::isOfALiveThreat),
                new RowsCheck(LedgerTable.IDEMPOTENCY, pageRows, TreeCheck::answersAreEntries, sealed),
                new RowsCheck(LedgerTable.ANCHORS, pageRows, tree::rootIsThatOfItsSize, sealed),
                new RowsCheck(LedgerTable.CHECKPOINTS, pageRows, tree::rootIsThatOfItsSize, note, sealed)));
        for (LedgerTable table : List.of(
                LedgerTable.SUBMISSIONS,
                LedgerTable.META,
                LedgerTable.OWNERS,
                LedgerTable.MEMBERSHIPS,
                LedgerTable.ACCOUNTS,
                LedgerTable.KEYS)) {
            checks.add(new RowsCheck(table, pageRows, sealed));
        }
        return checks;
    }
}
