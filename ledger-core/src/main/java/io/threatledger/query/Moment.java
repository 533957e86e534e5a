package io.threatledger.query;

import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import org.jspecify.annotations.Nullable;

/**
 * When a reader looks: how much of the ledger it sees, and what time it is.
 *
 * @param size entries from this index on are not in the view
 * @param nowSeconds what has expired by now is not active, seconds since the epoch
 */
public record Moment(TreeSize size, long nowSeconds) {
    private static final TreeSize EVERYTHING = new TreeSize(Long.MAX_VALUE);

    /** The whole ledger as it is when it is read. */
    public static Moment newest(long nowSeconds) {
        return new Moment(EVERYTHING, nowSeconds);
    }

    /** As of that size; null is the whole. */
    public static Moment of(@Nullable TreeSize size, long nowSeconds) {
        return size == null ? newest(nowSeconds) : new Moment(size, nowSeconds);
    }

    /** Whether nothing of the ledger is withheld. */
    public boolean isNewest() {
        return size.equals(EVERYTHING);
    }

    /** Whether the view has that entry. */
    public boolean sees(LeafIndex index) {
        return size.contains(index);
    }

    boolean sees(@Nullable Long index) {
        return index != null && index < size.value();
    }
}
