package io.threatledger.store;

import io.threatledger.merkle.LeafIndex;

/**
 * The end of a threat's interval.
 *
 * @param threat the entry that ends
 * @param by the entry that ends it
 * @param kind how
 */
public record Ending(LeafIndex threat, LeafIndex by, Kind kind) {
    /** How an interval ends before its time. */
    public enum Kind {
        REVOKED("revoked_idx"),
        SUPERSEDED("superseded_idx");

        private final String column;

        Kind(String column) {
            this.column = column;
        }
    }

    void apply(Session session) {
        int ended = session.run(
                "UPDATE threats SET " + kind.column + " = ?, live = NULL WHERE idx = ? AND " + kind.column + " IS NULL",
                by.value(),
                threat.value());
        if (ended != 1) {
            throw new StorageException("threat " + threat.value() + " has ended already (" + kind + ")");
        }
        session.run("DELETE FROM tags WHERE idx = ?", threat.value());
    }
}
