package io.threatledger.store;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Target;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
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

    private static final String HALF = "SELECT * FROM (SELECT " + ThreatRow.COLUMNS
            + " FROM threats INDEXED BY threats_by_target WHERE target = ?1 AND live %s AND idx < ?2"
            + " ORDER BY idx DESC LIMIT " + ENTRIES_MAX + ")";

    /** One statement, so that an interval that ends meanwhile is there once. */
    private static final String SELECT = "SELECT t.*, e.id, e.leaf, e.disclosures FROM (" + HALF.formatted("= 1")
            + " UNION ALL " + HALF.formatted("IS NULL")
            + ") t CROSS JOIN entries e ON e.idx = t.idx WHERE t.issued_at >= ?3";

    private static final int ENTRY = 13;

    private TargetEntries() {}

    /** Those below {@code size} that were issued at {@code startSeconds} or later, oldest first. */
    public static List<Told> of(Session session, Target target, long size, long startSeconds) {
        return session.all(SELECT, TargetEntries::told, target.key(), size, startSeconds).stream()
                .sorted(Comparator.comparing(told -> told.interval().index()))
                .toList();
    }

    private static Told told(ResultSet row) throws SQLException {
        ThreatRow interval = ThreatRow.of(row);
        EntryRow entry = new EntryRow(
                interval.index(),
                new EntryId(row.getString(ENTRY)),
                row.getBytes(ENTRY + 1),
                EntryRow.split(row.getString(ENTRY + 2)));
        return new Told(interval, entry);
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

    /**
     * The networks around the target of which there ever was an entry, the narrowest first: one question, however many
     * prefix lengths are in use.
     */
    public static List<Target> covering(LedgerDatabase database, Target target) {
        List<Target> covering = database.prefixes().covering(target).stream()
                .filter(network -> !network.equals(target))
                .toList();
        String marks = String.join(", ", Collections.nCopies(covering.size(), "?"));
        return database
                .read(session -> session.all(
                        "SELECT DISTINCT target FROM threats INDEXED BY threats_by_target WHERE target IN (" + marks
                                + ")",
                        row -> Target.fromKey(row.getBytes(1)),
                        covering.stream().map(Target::key).toArray()))
                .stream()
                .sorted(Comparator.comparingInt(Target::prefixLength).reversed())
                .toList();
    }
}
