package io.threatledger.store;

import io.threatledger.entry.Target;
import io.threatledger.merkle.LeafIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code threat_added} entries of one target, each with what ended it: what a record of the target is folded from.
 * What an entry says itself is not read a second time from its interval: a column costs as much as reading it in the leaf.
 *
 * <p>Each half is read backwards from an index that has it in the order of the ledger, so that a target with a million
 * entries costs no more than one with the most that are taken.
 */
public final class TargetEntries {
    /** Newest entries of one target that are still active, and as many that are not, which are read; older ones are not. */
    public static final int ENTRIES_MAX = 10_000;

    /**
     * One entry with those parts of its interval that it does not say itself.
     *
     * @param revokedIndex index of the entry that revoked it, or null
     * @param supersededIndex index of the entry that supersedes it, or null
     */
    public record Told(
            EntryRow entry,
            @Nullable Long revokedIndex,
            @Nullable Long supersededIndex) {}

    private static final String HALF = "SELECT * FROM (SELECT %s"
            + " FROM threats INDEXED BY threats_by_target WHERE target = ?1 AND live %s AND idx < ?2"
            + " ORDER BY idx DESC LIMIT " + ENTRIES_MAX + ")";

    /** The index alone: nothing has ended what is live. */
    private static final String LIVE =
            HALF.formatted("idx, NULL AS revoked_idx, NULL AS superseded_idx, NULL AS issued_at", "= 1");

    private static final String NOT_LIVE = HALF.formatted("idx, revoked_idx, superseded_idx, issued_at", "IS NULL");

    /** One statement, so that an interval that ends meanwhile is there once. */
    private static final String SELECT = "SELECT e.idx, e.id, e.leaf, e.disclosures, t.revoked_idx,"
            + " t.superseded_idx FROM (" + LIVE + " UNION ALL " + NOT_LIVE
            + ") t CROSS JOIN entries e ON e.idx = t.idx WHERE t.issued_at IS NULL OR t.issued_at >= ?3";

    private TargetEntries() {}

    /** Those below {@code size}, oldest first; of those that are not live, the ones issued at {@code startSeconds} or later. */
    public static List<Told> of(Session session, Target target, long size, long startSeconds) {
        return session.all(SELECT, TargetEntries::told, target.key(), size, startSeconds).stream()
                .sorted(Comparator.comparing(told -> told.entry().index()))
                .toList();
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(EntryRow.of(row), ThreatRow.nullable(row, 5), ThreatRow.nullable(row, 6));
    }

    /** The target of the threat whose entry stands at that index. */
    public static Optional<Target> at(Session session, LeafIndex index) {
        return session.one(
                "SELECT target FROM threats WHERE idx = ?", row -> Target.fromKey(row.getBytes(1)), index.value());
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
                .lookUps()
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
