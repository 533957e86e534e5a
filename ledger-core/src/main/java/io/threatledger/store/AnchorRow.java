package io.threatledger.store;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

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

    private static final String SELECT =
            "SELECT size, root, tx, block, block_hash, block_time, log_index, final FROM anchors ";

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
        session.run(
                "INSERT INTO anchors (size, root, tx, block, block_hash, block_time, log_index, final)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (size) DO UPDATE SET root = excluded.root,"
                        + " tx = excluded.tx, block = excluded.block, block_hash = excluded.block_hash,"
                        + " block_time = excluded.block_time, log_index = excluded.log_index, final = excluded.final",
                size.value(),
                root.bytes(),
                tx,
                block,
                blockHash,
                blockTimeSeconds,
                logIndex,
                isFinal ? 1L : 0L);
    }

    /** Takes back every anchor in this block or a later one: the chain no longer has the block. */
    public static int takeBackFrom(Session session, long block) {
        return session.run("DELETE FROM anchors WHERE block >= ?", block);
    }

    /** Marks the anchors up to this block; says how many became final. */
    public static int markFinal(Session session, long upToBlock) {
        return session.run("UPDATE anchors SET final = 1 WHERE final = 0 AND block <= ?", upToBlock);
    }

    private static AnchorRow of(ResultSet row) throws SQLException {
        return new AnchorRow(
                new TreeSize(row.getLong(1)),
                Digest.of(row.getBytes(2)),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getLong(6),
                row.getInt(7),
                row.getInt(8) == 1);
    }
}
