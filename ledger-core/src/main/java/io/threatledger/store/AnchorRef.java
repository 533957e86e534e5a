package io.threatledger.store;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The anchor that carries an entry: the smallest anchored tree that contains it, as it stands on the chain by now.
 *
 * @param transaction {@code 0x} and 64 hexadecimal digits
 * @param blockTimeSeconds the block's own time, seconds since the epoch
 */
public record AnchorRef(
        TreeSize size,
        Digest root,
        String transaction,
        long block,
        long blockTimeSeconds,
        int logIndex,
        boolean isFinal) {

    /** Columns of the anchor that carries the entry at {@code index}, under an alias; the join is {@link #join}. */
    static String columns(String alias) {
        return "A.size, A.root, A.tx, A.block, A.block_time, A.log_index, A.final".replace("A.", alias + ".");
    }

    static String join(String alias, String index) {
        return " LEFT JOIN anchors " + alias + " ON " + alias + ".size = (SELECT min(size) FROM anchors WHERE size > "
                + index + ")";
    }

    /** The columns from {@code first}; null where the join found nothing. */
    static @Nullable AnchorRef of(ResultSet row, int first) throws SQLException {
        long size = row.getLong(first);
        return row.wasNull()
                ? null
                : new AnchorRef(
                        new TreeSize(size),
                        Digest.of(row.getBytes(first + 1)),
                        row.getString(first + 2),
                        row.getLong(first + 3),
                        row.getLong(first + 4),
                        row.getInt(first + 5),
                        row.getInt(first + 6) != 0);
    }

    /** How many columns {@link #columns} names. */
    static final int COLUMNS = 7;
}
