package io.threatledger.store;

import io.threatledger.entry.EntryId;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A threat with all that was written of it: its interval, its entry, the entry that revoked it, and where both are
 * anchored. Read by one statement, so that its parts agree.
 *
 * @param anchor null while no anchored tree contains the entry
 * @param revocation the entry that revoked it, or null
 * @param revocationAnchor null as long as no anchored tree contains the revocation
 */
public record ThreatRecord(
        ThreatRow row,
        EntryRow entry,
        @Nullable AnchorRow anchor,
        @Nullable EntryRow revocation,
        @Nullable AnchorRow revocationAnchor) {

    private static final String THREAT = "t." + ThreatRow.COLUMNS.replace(", ", ", t.");
    private static final int ENTRY = 13;
    private static final int REVOCATION = ENTRY + 3;
    private static final int ANCHOR = REVOCATION + 2;
    private static final int REVOCATION_ANCHOR = ANCHOR + AnchorRow.COLUMNS_COUNT;

    private static final String COLUMNS = "SELECT " + THREAT + ", e.id, e.leaf, e.disclosures, r.id, r.leaf, "
            + AnchorRow.columns("a") + ", " + AnchorRow.columns("ra");

    private static final String JOINS = " LEFT JOIN entries r ON r.idx = t.revoked_idx" + AnchorRow.join("a", "t.idx")
            + AnchorRow.join("ra", "t.revoked_idx");

    /** Followed by conditions on {@code t}. */
    static final String SELECT = COLUMNS + " FROM threats t CROSS JOIN entries e ON e.idx = t.idx" + JOINS;

    private static final String SELECT_BY_ID =
            COLUMNS + " FROM entries e CROSS JOIN threats t ON t.idx = e.idx" + JOINS + " WHERE e.id = ?";

    /** The threat of that id; nothing when there is none, or when the id is that of a revocation. */
    public static Optional<ThreatRecord> find(Session session, EntryId id) {
        return session.one(SELECT_BY_ID, ThreatRecord::of, id.value());
    }

    /** The threat whose entry stands at that index. */
    public static Optional<ThreatRecord> at(Session session, LeafIndex index) {
        return session.one(SELECT + " WHERE t.idx = ?", ThreatRecord::of, index.value());
    }

    /** The threat that the entry at that index revoked. */
    public static Optional<ThreatRecord> revokedAt(Session session, LeafIndex index) {
        return session.one(SELECT + " WHERE t.revoked_idx = ?", ThreatRecord::of, index.value());
    }

    /** What the filter asks for, newest first. */
    public static List<ThreatRecord> list(LedgerDatabase database, ThreatFilter filter) {
        return database.read(session -> ThreatList.read(session, database.prefixes(), filter));
    }

    /**
     * What a look-up finds beside what is live: what has ended since the ledger had the filter's size, and was active then.
     * Mostly nothing has, and nothing is asked.
     */
    public static List<ThreatRecord> endedSince(LedgerDatabase database, ThreatFilter filter) {
        TreeSize size = filter.asOf();
        return size == null || !database.newestEnding().isBeyond(size.value())
                ? List.of()
                : database.lookUps().read(session -> ThreatList.endedSince(session, database.prefixes(), filter, size));
    }

    /** The threats that the entries {@code from <= index < to} added, in ledger order. */
    public static List<ThreatRecord> added(Session session, long from, long to) {
        return session.all(SELECT + " WHERE t.idx >= ? AND t.idx < ? ORDER BY t.idx", ThreatRecord::of, from, to);
    }

    /** The threats that the entries {@code from <= index < to} revoked, in the order of those entries. */
    public static List<ThreatRecord> revoked(Session session, long from, long to) {
        return session.all(
                SELECT + " WHERE t.revoked_idx >= ? AND t.revoked_idx < ? ORDER BY t.revoked_idx",
                ThreatRecord::of,
                from,
                to);
    }

    static ThreatRecord of(ResultSet row) throws SQLException {
        ThreatRow threat = ThreatRow.of(row);
        Long revoked = threat.revokedIndex();
        return new ThreatRecord(
                threat,
                entry(row, threat.index(), ENTRY, row.getString(ENTRY + 2)),
                AnchorRow.joined(row, ANCHOR),
                revoked == null ? null : entry(row, new LeafIndex(revoked), REVOCATION, null),
                AnchorRow.joined(row, REVOCATION_ANCHOR));
    }

    private static EntryRow entry(ResultSet row, LeafIndex index, int first, @Nullable String disclosures)
            throws SQLException {
        return new EntryRow(
                index, new EntryId(row.getString(first)), row.getBytes(first + 1), EntryRow.split(disclosures));
    }
}
