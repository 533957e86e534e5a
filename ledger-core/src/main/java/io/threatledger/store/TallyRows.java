package io.threatledger.store;

import io.threatledger.merkle.TreeSize;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What counters of threats are made of. All reads of one step come from one {@link LedgerDatabase#snapshot}. */
public final class TallyRows {
    /** A claim by which threats are counted. */
    public enum Dimension {
        CATEGORY,
        SEVERITY,
        SOURCE,
        ACTION;

        /** The column, and the word of JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What the threat says of itself here. */
        public String of(ThreatRow row) {
            return switch (this) {
                case CATEGORY -> row.category();
                case SEVERITY -> row.severity().word();
                case SOURCE -> row.source();
                case ACTION -> row.action().word();
            };
        }
    }

    private static final String SELECT = "SELECT " + ThreatRow.COLUMNS + " FROM threats ";

    /** Named, because the planner would rather read every live row: it takes live = 1 to be rare. */
    private static final String LIVE = "threats INDEXED BY threats_live_by_expiry WHERE live = 1";

    private static final String ENDED_SINCE = " UNION ALL SELECT expires_at FROM threats INDEXED BY threats_%1$s"
            + " WHERE %1$s_idx >= ? AND expires_at > ?";

    /** Without the indexes: each would be read whole, and every row of the table after it. */
    private static final String GROUPS =
            "SELECT %1$s, count(*), sum((revoked_idx IS NULL OR revoked_idx >= ?)".formatted(columns())
                    + " AND (superseded_idx IS NULL OR superseded_idx >= ?) AND (expires_at IS NULL OR expires_at > ?))"
                    + " FROM threats NOT INDEXED WHERE idx < ? GROUP BY %1$s".formatted(columns());

    private TallyRows() {}

    private static String columns() {
        return Arrays.stream(Dimension.values()).map(Dimension::word).collect(Collectors.joining(", "));
    }

    /** Threats by one label. */
    public record Labelled(String label, long total, long live) {}

    /** Threats ever, and the live ones: those whose expiry came may still be among these. Read from an index alone. */
    public static List<Labelled> counts(Session session, Dimension dimension) {
        return session.all(
                "SELECT %1$s, count(*), count(live) FROM threats GROUP BY %1$s".formatted(dimension.word()),
                row -> new Labelled(row.getString(1), row.getLong(2), row.getLong(3)));
    }

    /**
     * Threats that say the same of themselves in every dimension.
     *
     * @param labels in the order of {@link Dimension}
     */
    public record Group(List<String> labels, long total, long active) {
        /** What they say there. */
        public String label(Dimension dimension) {
            return labels.get(List.of(Dimension.values()).indexOf(dimension));
        }
    }

    /** The threats of the ledger of that size, as they stood then. Reads every row: ask seldom. */
    public static List<Group> groups(Session session, TreeSize size, long nowSeconds) {
        return session.all(
                GROUPS,
                row -> new Group(
                        List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        row.getLong(5),
                        row.getLong(6)),
                size.value(),
                size.value(),
                nowSeconds,
                size.value());
    }

    /** The intervals that begin at {@code from <= idx < to}. */
    public static List<ThreatRow> begun(Session session, long from, long to) {
        return session.all(SELECT + "WHERE idx >= ? AND idx < ?", ThreatRow::of, from, to);
    }

    /** The intervals that an entry {@code from <= idx < to} ended; one that two of them ended is there once. */
    public static List<ThreatRow> ended(Session session, long from, long to) {
        return session.all(
                SELECT + "WHERE revoked_idx >= ? AND revoked_idx < ? UNION " + SELECT
                        + "WHERE superseded_idx >= ? AND superseded_idx < ?",
                ThreatRow::of,
                from,
                to,
                from,
                to);
    }

    /** The live intervals that expire at {@code after < expires_at <= until}, handed over one by one. */
    public static void expired(Session session, long after, long until, Consumer<ThreatRow> each) {
        session.each(
                "SELECT " + ThreatRow.COLUMNS + " FROM " + LIVE + " AND expires_at > ? AND expires_at <= ?",
                row -> each.accept(ThreatRow.of(row)),
                after,
                until);
    }

    /** Whether {@link #lapse} would find something. */
    public static boolean anyExpired(Session session, long until) {
        return session.one("SELECT 1 FROM " + LIVE + " AND expires_at <= ? LIMIT 1", row -> true, until)
                .isPresent();
    }

    /**
     * When the next interval expires after {@code now} that is live, or was when the ledger had that size;
     * {@link Long#MAX_VALUE} when none will.
     */
    public static long nextExpiry(Session session, TreeSize size, long nowSeconds) {
        return session.one(
                        "SELECT min(at) FROM (SELECT * FROM (SELECT expires_at at FROM " + LIVE
                                + " AND expires_at > ? ORDER BY expires_at LIMIT 1)"
                                + ENDED_SINCE.formatted("revoked")
                                + ENDED_SINCE.formatted("superseded")
                                + ")",
                        row -> {
                            long at = row.getLong(1);
                            return row.wasNull() ? Long.MAX_VALUE : at;
                        },
                        nowSeconds,
                        size.value(),
                        nowSeconds,
                        size.value(),
                        nowSeconds)
                .orElse(Long.MAX_VALUE);
    }

    /**
     * Takes intervals that expired at {@code until} or before out of the indexes of what is live, at most {@code limit};
     * says how many. Nothing that anyone is told depends on it.
     */
    public static int lapse(Session session, long until, int limit) {
        List<Long> lapsed = session.all(
                "SELECT idx FROM " + LIVE + " AND expires_at <= ? LIMIT ?", row -> row.getLong(1), until, limit);
        for (long index : lapsed) {
            session.run("UPDATE threats SET live = NULL WHERE idx = ?", index);
            session.run("DELETE FROM tags WHERE idx = ?", index);
        }
        return lapsed.size();
    }
}
