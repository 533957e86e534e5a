package io.threatledger.store;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

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

    private TallyRows() {}

    /** Threats by one label. */
    public record Labelled(String label, long total, long live) {}

    /** Threats ever, and the live ones: those whose expiry came may still be among these. Read from an index alone. */
    public static List<Labelled> counts(Session session, Dimension dimension) {
        return session.all(
                "SELECT %1$s, count(*), count(live) FROM threats GROUP BY %1$s".formatted(dimension.word()),
                row -> new Labelled(row.getString(1), row.getLong(2), row.getLong(3)));
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
                SELECT + "WHERE live = 1 AND expires_at > ? AND expires_at <= ?",
                row -> each.accept(ThreatRow.of(row)),
                after,
                until);
    }

    /** Whether {@link #lapse} would find something. */
    public static boolean anyExpired(Session session, long until) {
        return session.one("SELECT 1 FROM threats WHERE live = 1 AND expires_at <= ? LIMIT 1", row -> true, until)
                .isPresent();
    }

    /** When the next live interval expires after {@code now}; {@link Long#MAX_VALUE} when none will. */
    public static long nextExpiry(Session session, long nowSeconds) {
        return session.one(
                        "SELECT expires_at FROM threats WHERE live = 1 AND expires_at > ? ORDER BY expires_at LIMIT 1",
                        row -> row.getLong(1),
                        nowSeconds)
                .orElse(Long.MAX_VALUE);
    }

    /**
     * Takes intervals that expired at {@code until} or before out of the indexes of what is live, at most {@code limit};
     * says how many. Nothing that anyone is told depends on it.
     */
    public static int lapse(Session session, long until, int limit) {
        return session.run(
                "UPDATE threats SET live = NULL WHERE idx IN"
                        + " (SELECT idx FROM threats WHERE live = 1 AND expires_at <= ? LIMIT ?)",
                until,
                limit);
    }
}
