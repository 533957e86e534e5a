package io.threatledger.store;

import java.util.List;

/**
 * Index of the newest entry that ended another: whoever looks from behind it has to ask what has ended since, and nobody
 * else has.
 *
 * <p>Kept in memory beside the rows, as {@link Prefixes} are. It is moved before the commit that ends something: a commit
 * that fails leaves it too high, which costs a question, and it is never too low.
 *
 * <p>Thread-safe: writers hold the database's write lock.
 */
final class NewestEnding {
    private static final long NONE = -1;

    private volatile long index;

    private NewestEnding(long index) {
        this.index = index;
    }

    static NewestEnding load(Session session) {
        return new NewestEnding(Math.max(newest(session, "revoked_idx"), newest(session, "superseded_idx")));
    }

    /** The condition names the index of what has ended: without it every threat is read. */
    private static long newest(Session session, String column) {
        return session.one(
                        "SELECT coalesce(max(" + column + "), " + NONE + ") FROM threats WHERE " + column
                                + " IS NOT NULL",
                        row -> row.getLong(1))
                .orElse(NONE);
    }

    /** Whether an entry from that size on has ended another. */
    boolean isBeyond(long size) {
        return index >= size;
    }

    /** Inside the transaction that ends them. */
    void move(List<Ending> endings) {
        for (Ending ending : endings) {
            index = Math.max(index, ending.by().value());
        }
    }
}
