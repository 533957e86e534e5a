package io.threatledger.store;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Target;
import io.threatledger.merkle.LeafIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * An indicator by the entry that shows what it is: without the entry's disclosures, which this grain does not show.
 *
 * @param interval of that entry
 * @param firstEver index of the first entry that this owner ever made of the target
 * @param addedAtSeconds when the chain of that entry began, seconds since the epoch
 */
public record IndicatorRow(ThreatRow interval, EntryRow entry, LeafIndex firstEver, long addedAtSeconds) {
    private static final String THREAT = "t." + ThreatRow.COLUMNS.replace(", ", ", t.");
    private static final int ENTRY = 13;

    /** Either half of the index of targets lies in the order of the ledger. */
    private static final String FIRST_EVER = "ifnull((SELECT f.idx FROM threats f INDEXED BY threats_by_target"
            + " WHERE f.target = t.target AND f.live %s AND f.owner = t.owner ORDER BY f.idx LIMIT 1), t.idx)";

    private static final String SELECT = "SELECT " + THREAT + ", e.id, e.leaf, min("
            + FIRST_EVER.formatted("= 1") + ", " + FIRST_EVER.formatted("IS NULL") + "), c.issued_at"
            + " FROM threats t CROSS JOIN entries e ON e.idx = t.idx CROSS JOIN threats c ON c.idx = t.first_idx ";

    private static final String ACTIVE = " AND t.live = 1 AND (t.expires_at IS NULL OR t.expires_at > ?)";

    public static Optional<IndicatorRow> at(Session session, LeafIndex index) {
        return session.one(SELECT + "WHERE t.idx = ?", IndicatorRow::of, index.value());
    }

    /** What the owner says of the target now: its newest active entry. */
    public static Optional<IndicatorRow> active(Session session, String owner, Target target, long nowSeconds) {
        return session.one(
                        "SELECT t.idx FROM threats t INDEXED BY threats_by_target WHERE t.target = ? AND t.owner = ?"
                                + ACTIVE + " ORDER BY t.idx DESC LIMIT 1",
                        row -> new LeafIndex(row.getLong(1)),
                        target.key(),
                        owner,
                        nowSeconds)
                .flatMap(index -> at(session, index));
    }

    /** Handles of the owners that have an active entry of the target, each once. */
    public static List<String> owners(Session session, Target target, long nowSeconds) {
        return session.all(
                "SELECT DISTINCT t.owner FROM threats t INDEXED BY threats_by_target WHERE t.target = ?" + ACTIVE
                        + " ORDER BY t.owner",
                row -> row.getString(1),
                target.key(),
                nowSeconds);
    }

    private static IndicatorRow of(ResultSet row) throws SQLException {
        ThreatRow interval = ThreatRow.of(row);
        return new IndicatorRow(
                interval,
                new EntryRow(interval.index(), new EntryId(row.getString(ENTRY)), row.getBytes(ENTRY + 1), List.of()),
                new LeafIndex(row.getLong(ENTRY + 2)),
                row.getLong(ENTRY + 3));
    }
}
