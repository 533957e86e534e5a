package io.threatledger.store;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that reads for one purpose alone: whoever has to answer while every connection of the pool is taken, the
 * gate and the search for a lost outcome, does not stand in that line.
 *
 * <p>A connection that failed is replaced by the next read. Thread-safe; {@code lock} is held for the length of a read
 * and guards every field.
 */
public final class OwnReader implements Reads, AutoCloseable {
    private final Supplier<Session> open;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Session session;

    /** @param open opens a connection that only reads */
    OwnReader(Supplier<Session> open) {
        this.open = open;
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        lock.lock();
        try {
            Session mine = session;
            if (mine == null) {
                mine = open.get();
                session = mine;
            }
            try {
                return work.apply(mine);
            } catch (StorageException e) {
                replaceAfter(e);
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    private void replaceAfter(StorageException failure) {
        try {
            close();
        } catch (StorageException e) {
            failure.addSuppressed(e);
        }
    }

    /** Closes the connection; a later read opens another. */
    @Override
    public void close() {
        lock.lock();
        try {
            Session last = session;
            session = null;
            if (last != null) {
                last.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
