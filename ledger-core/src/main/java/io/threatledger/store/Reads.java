package io.threatledger.store;

import java.util.function.Function;

/** Where rows are read: through the pool that everybody shares, or through a connection kept for one purpose. */
public interface Reads {
    /**
     * Runs reads on one session. What they see is the newest commit at each statement.
     *
     * @throws StorageException when the file cannot be read, or no connection is free
     */
    <T> T read(Function<Session, T> work);

    /** Runs several reads that see one state: all of them as of the first. Keep it short. */
    default <T> T snapshot(Function<Session, T> work) {
        return read(session -> {
            session.run("BEGIN");
            try {
                return work.apply(session);
            } finally {
                session.run("ROLLBACK");
            }
        });
    }
}
