package io.threatledger.store;

import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.merkle.LeafIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code threat_added} entry as an interval: what lists and decisions need to know without reading its leaf.
 *
 * @param index its ledger index, where the interval begins
 * @param firstIndex index of the first entry of its superseding chain; its own when it superseded nothing
 * @param issuedAtSeconds {@code iat}, seconds since the epoch
 * @param expiresAtSeconds {@code iat + ttl}; null when it does not expire
 * @param revokedIndex index of the {@code threat_revoked} entry that names it, or null
 * @param supersededIndex index of the entry that supersedes it, or null
 */
public record ThreatRow(
        LeafIndex index,
        LeafIndex firstIndex,
        String owner,
        String source,
        String category,
        Severity severity,
        ThreatAction action,
        Target target,
        long issuedAtSeconds,
        @Nullable Long expiresAtSeconds,
        @Nullable Long revokedIndex,
        @Nullable Long supersededIndex) {

    static final String COLUMNS = "idx, first_idx, owner, source, category, severity, action, target, issued_at,"
            + " expires_at, revoked_idx, superseded_idx";

    public static Optional<ThreatRow> at(Session session, LeafIndex index) {
        return session.one("SELECT " + COLUMNS + " FROM threats WHERE idx = ?", ThreatRow::of, index.value());
    }

    /** The newest interval of (owner, source, target) that nothing has ended and that has not expired at {@code now}. */
    public static Optional<ThreatRow> active(
            Session session, String owner, String source, Target target, long nowSeconds) {
        return session.one(
                // Named, because the planner would rather read every live row of the source: a large feed has one.
                "SELECT " + COLUMNS + " FROM threats INDEXED BY threats_by_target WHERE target = ? AND live = 1"
                        + " AND owner = ? AND source = ? AND (expires_at IS NULL OR expires_at > ?)"
                        + " ORDER BY idx DESC LIMIT 1",
                ThreatRow::of,
                target.key(),
                owner,
                source,
                nowSeconds);
    }

    /** The intervals of (owner, target) that nothing has ended and that have not expired at {@code now}, newest first. */
    public static List<ThreatRow> active(Session session, String owner, Target target, long nowSeconds) {
        return session.all(
                "SELECT " + COLUMNS + " FROM threats INDEXED BY threats_by_target WHERE target = ? AND live = 1"
                        + " AND owner = ? AND (expires_at IS NULL OR expires_at > ?) ORDER BY idx DESC",
                ThreatRow::of,
                target.key(),
                owner,
                nowSeconds);
    }

    /** How many there are. */
    public static long count(Session session) {
        return session.one("SELECT count(*) FROM threats", row -> row.getLong(1))
                .orElse(0L);
    }

    /** How many of them another entry has superseded. */
    public static long countSuperseded(Session session) {
        return session.one("SELECT count(*) FROM threats WHERE superseded_idx IS NOT NULL", row -> row.getLong(1))
                .orElse(0L);
    }

    /** The interval that a new entry begins. */
    public static ThreatRow begun(
            LeafIndex index,
            LeafIndex firstIndex,
            String owner,
            ThreatClaims claims,
            long issuedAtSeconds,
            @Nullable Long expiresAtSeconds) {
        return new ThreatRow(
                index,
                firstIndex,
                owner,
                claims.source(),
                claims.category(),
                claims.severity(),
                claims.action(),
                claims.target(),
                issuedAtSeconds,
                expiresAtSeconds,
                null,
                null);
    }

    /** The same interval with what ended it. */
    public ThreatRow ended(@Nullable Long revoked, @Nullable Long superseded) {
        return new ThreatRow(
                index,
                firstIndex,
                owner,
                source,
                category,
                severity,
                action,
                target,
                issuedAtSeconds,
                expiresAtSeconds,
                revoked,
                superseded);
    }

    public boolean isExpiredAt(long nowSeconds) {
        return expiresAtSeconds != null && expiresAtSeconds <= nowSeconds;
    }

    /** Whether an entry below {@code size} has ended the interval. */
    public boolean isEndedBefore(long size) {
        return isBelow(revokedIndex, size) || isBelow(supersededIndex, size);
    }

    private static boolean isBelow(@Nullable Long index, long size) {
        return index != null && index < size;
    }

    static ThreatRow of(ResultSet row) throws SQLException {
        return new ThreatRow(
                new LeafIndex(row.getLong(1)),
                new LeafIndex(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Severity.parse(row.getString(6)),
                ThreatAction.parse(row.getString(7)),
                Target.fromKey(row.getBytes(8)),
                row.getLong(9),
                nullable(row, 10),
                nullable(row, 11),
                nullable(row, 12));
    }

    static @Nullable Long nullable(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
