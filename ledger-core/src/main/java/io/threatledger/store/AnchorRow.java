package io.threatledger.store;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Anchored} event of this log, as it was read from the chain. A reorganization takes it back.
 *
 * @param tx the transaction, {@code 0x} and 64 lower-case digits
 * @param blockHash of the block it stands in, in the same form: what tells whether that block is still there
 * @param blockTimeSeconds the block's timestamp, seconds since the epoch
 * @param logIndex the event's place in its block
 * @param isFinal whether the chain will keep it, by the configured rule
 */
public record AnchorRow(
        TreeSize size,
        Digest root,
        String tx,
        long block,
        String blockHash,
        long blockTimeSeconds,
        int logIndex,
        boolean isFinal) {

    private static final String COLUMNS = "size, root, tx, block, block_hash, block_time, log_index, final";

    /** How many {@link #columns} there are. */
    static final int COLUMNS_COUNT = 8;

    private static final String SELECT = "SELECT " + COLUMNS + " FROM anchors ";

    /** The anchor that covers an entry: the first whose size is beyond its index. */
    public static Optional<AnchorRow> covering(Session session, LeafIndex index) {
        return session.one(SELECT + "WHERE size > ? ORDER BY size LIMIT 1", AnchorRow::of, index.value());
    }

    public static Optional<AnchorRow> at(Session session, TreeSize size) {
        return session.one(SELECT + "WHERE size = ?", AnchorRow::of, size.value());
    }

    /** The anchor of the largest size, which is the last in the chain's order too. */
    public static Optional<AnchorRow> newest(Session session) {
        return session.one(SELECT + "ORDER BY size DESC LIMIT 1", AnchorRow::of);
    }

    /** The newest anchor in a block before this one. */
    public static Optional<AnchorRow> newestBefore(Session session, long block) {
        return session.one(SELECT + "WHERE block < ? ORDER BY block DESC, size DESC LIMIT 1", AnchorRow::of, block);
    }

    /** The newest anchor of this size or a smaller one. */
    public static Optional<AnchorRow> newestUpTo(Session session, TreeSize size) {
        return session.one(SELECT + "WHERE size <= ? ORDER BY size DESC LIMIT 1", AnchorRow::of, size.value());
    }

    public static Optional<AnchorRow> newestFinal(Session session) {
        return session.one(SELECT + "WHERE final = 1 ORDER BY size DESC LIMIT 1", AnchorRow::of);
    }

    /** How many anchors are final, or are not. */
    public static long count(Session session, boolean isFinal) {
        return session.one("SELECT count(*) FROM anchors WHERE final = ?", row -> row.getLong(1), isFinal ? 1L : 0L)
                .orElse(0L);
    }

    /** Size that the newest anchor covers; {@link TreeSize#EMPTY} before the first. */
    public static TreeSize newestSize(Session session) {
        return newest(session).map(AnchorRow::size).orElse(TreeSize.EMPTY);
    }

    /** Writes the row; the same anchor in another block, after a reorganization, replaces it. */
    public void put(Session session) {
        SealedRows.put(
                session,
                LedgerTable.ANCHORS,
                size.value(),
                root.bytes(),
                tx,
                block,
                blockHash,
                blockTimeSeconds,
                (long) logIndex,
                isFinal ? 1L : 0L);
    }

    /** Takes back every anchor in this block or a later one: the chain no longer has the block. */
    public static int takeBackFrom(Session session, long block) {
        return session.run("DELETE FROM anchors WHERE block >= ?", block);
    }

    /** Takes back every anchor in these blocks, both included: they are read again. */
    public static int takeBackBetween(Session session, long from, long to) {
        return session.run("DELETE FROM anchors WHERE block BETWEEN ? AND ?", from, to);
    }

    /** Marks the anchors up to this block; says how many became final. */
    public static int markFinal(Session session, long upToBlock) {
        return SealedRows.change(
                session, LedgerTable.ANCHORS, Map.of("final", 1L), "final = 0 AND block <= ?", upToBlock);
    }

    /** Whether {@link #markFinal} would change anything. */
    public static boolean becomesFinal(Session session, long upToBlock) {
        return session.one("SELECT 1 FROM anchors WHERE final = 0 AND block <= ? LIMIT 1", row -> true, upToBlock)
                .isPresent();
    }

    /** Takes back all of them: the chain they were read from is no more. */
    public static int takeBackAll(Session session) {
        return session.run("DELETE FROM anchors");
    }

    /** The columns under an alias, for a statement that has {@link #join}. */
    static String columns(String alias) {
        return alias + "." + COLUMNS.replace(", ", ", " + alias + ".");
    }

    /** Joins the anchor that covers the entry at {@code index}, an expression, if there is one. */
    static String join(String alias, String index) {
        return " LEFT JOIN anchors " + alias + " ON " + alias + ".size = (SELECT min(size) FROM anchors WHERE size > "
                + index + ")";
    }

    /** The row whose columns begin at {@code first}; null where the join found nothing. */
    static @Nullable AnchorRow joined(ResultSet row, int first) throws SQLException {
        return row.getBytes(first + 1) == null ? null : of(row, first);
    }

    private static AnchorRow of(ResultSet row) throws SQLException {
        return of(row, 1);
    }

    private static AnchorRow of(ResultSet row, int first) throws SQLException {
        return new AnchorRow(
                new TreeSize(row.getLong(first)),
                Digest.of(row.getBytes(first + 1)),
                row.getString(first + 2),
                row.getLong(first + 3),
                row.getString(first + 4),
                row.getLong(first + 5),
                row.getInt(first + 6),
                row.getInt(first + 7) == 1);
    }
}
