package io.threatledger.store;

import io.threatledger.entry.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The {@code threat_added} entries of one target, each with its interval: what a record of the target is folded from.
 *
 * <p>Each half is read backwards from an index that has it in the order of the ledger, so that a target with a million
 * entries costs no more than one with the most that are taken.
 */
public final class TargetEntries {
    /** Newest entries of one target that are still active, and as many that are not, which are read; older ones are not. */
    public static final int ENTRIES_MAX = 10_000;

    /** One entry with its interval. */
    public record Told(ThreatRow interval, EntryRow entry) {}

    private static final String SELECT = "SELECT " + ThreatRow.COLUMNS
            + " FROM threats INDEXED BY threats_by_target WHERE target = ? AND live %s AND idx < ?"
            + " ORDER BY idx DESC LIMIT " + ENTRIES_MAX;
    private static final String LIVE = SELECT.formatted("= 1");
    private static final String ENDED = SELECT.formatted("IS NULL");

    private TargetEntries() {}

    /**
     * Those below {@code size} that were issued at {@code startSeconds} or later, oldest first.
     *
     * @param session in a snapshot: an interval that ends between two reads would be there twice
     */
    public static List<Told> of(Session session, Target target, long size, long startSeconds) {
        List<ThreatRow> intervals = new ArrayList<>();
        for (String half : List.of(LIVE, ENDED)) {
            session.all(half, ThreatRow::of, target.key(), size).stream()
                    .filter(row -> row.issuedAtSeconds() >= startSeconds)
                    .forEach(intervals::add);
        }
        intervals.sort(Comparator.comparing(ThreatRow::index));
        return intervals.stream()
                .map(row -> new Told(
                        row, EntryRow.at(session, row.index()).orElseThrow(() -> missing(row))))
                .toList();
    }

    /** The targets, each once, of which an entry {@code from <= index < to} began an interval or ended one. */
    public static List<Target> touched(Session session, long from, long to) {
        return session.all(
                "SELECT target FROM threats WHERE idx >= ? AND idx < ?"
                        + " UNION SELECT target FROM threats WHERE revoked_idx >= ? AND revoked_idx < ?"
                        + " UNION SELECT target FROM threats WHERE superseded_idx >= ? AND superseded_idx < ?",
                row -> Target.fromKey(row.getBytes(1)),
                from,
                to,
                from,
                to,
                from,
                to);
    }

    /** The networks that cover an address or network and have entries or had, the target itself first, then the narrowest. */
    public static List<Target> candidates(LedgerDatabase database, Target target) {
        return database.prefixes().covering(target).stream()
                .sorted(Comparator.comparingInt(Target::prefixLength).reversed())
                .toList();
    }

    private static StorageException missing(ThreatRow row) {
        return new StorageException(
                "entry " + row.index() + " is not there: this ledger is damaged, run threatledger fsck");
    }
}
