package io.threatledger.store;

import java.util.function.Function;

/** Where rows are read: through the pool that everybody shares, or through a connection kept for one purpose. */
public interface Reads extends Snapshots {
    /**
     * Runs reads on one session. What they see is the newest commit at each statement.
     *
     * @throws StorageException when the file cannot be read, or no connection is free
     */
    <T> T read(Function<Session, T> work);

    @Override
    default <T> T snapshot(Function<Session, T> work) {
        return read(session -> session.snapshot(work));
    }
}
