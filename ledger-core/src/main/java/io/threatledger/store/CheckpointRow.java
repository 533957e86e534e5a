package io.threatledger.store;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A checkpoint that was signed: its size is published. Never taken back, never changed.
 *
 * @param note the signed note, as it is served
 * @param signedAtSeconds since the epoch; never less than that of a smaller size
 */
public record CheckpointRow(TreeSize size, Digest root, String note, long signedAtSeconds) {
    private static final String SELECT = "SELECT size, root, note, signed_at FROM checkpoints ";

    public static Optional<CheckpointRow> at(Session session, TreeSize size) {
        return session.one(SELECT + "WHERE size = ?", CheckpointRow::of, size.value());
    }

    /** The newest published size with its checkpoint. */
    public static Optional<CheckpointRow> newest(Session session) {
        return session.one(SELECT + "ORDER BY size DESC LIMIT 1", CheckpointRow::of);
    }

    /** The newest of that size or a smaller one. */
    public static Optional<CheckpointRow> newestUpTo(Session session, TreeSize view) {
        return session.one(SELECT + "WHERE size <= ? ORDER BY size DESC LIMIT 1", CheckpointRow::of, view.value());
    }

    /** The newest that was signed at this time or before: what a reader with a delay may see. */
    public static Optional<CheckpointRow> newestSignedBy(Session session, long seconds) {
        return session.one(
                SELECT + "WHERE signed_at <= ? ORDER BY signed_at DESC, size DESC LIMIT 1", CheckpointRow::of, seconds);
    }

    /** The newest published size; {@link TreeSize#EMPTY} before the first. */
    public static TreeSize newestSize(Session session) {
        return newest(session).map(CheckpointRow::size).orElse(TreeSize.EMPTY);
    }

    /**
     * Writes the row.
     *
     * @throws StorageException when there is a checkpoint of this size: nothing may be signed in its place
     */
    public void insert(Session session) {
        SealedRows.insert(session, LedgerTable.CHECKPOINTS, size.value(), root.bytes(), note, signedAtSeconds);
    }

    private static CheckpointRow of(ResultSet row) throws SQLException {
        return new CheckpointRow(
                new TreeSize(row.getLong(1)), Digest.of(row.getBytes(2)), row.getString(3), row.getLong(4));
    }
}
