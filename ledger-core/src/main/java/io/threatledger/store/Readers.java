package io.threatledger.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sessions that read, opened when they are first needed and kept with their statements prepared: preparing one anew
 * costs more than a point look-up, and a pool that hides the connection closes the statements each time.
 *
 * <p>Thread-safe. A session is in the hands of one thread or in {@code idle}, never both; {@code free} counts those that
 * may still be taken.
 */
final class Readers implements AutoCloseable {
    private final int sessionsMax;
    private final int waitMillis;
    private final Supplier<Session> open;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /**
     * @param waitMillis how long a reader waits for a session before it fails
     * @param open opens a session that only reads
     */
    Readers(int sessionsMax, int waitMillis, Supplier<Session> open) {
        this.sessionsMax = sessionsMax;
        this.waitMillis = waitMillis;
        this.open = open;
        this.free = new Semaphore(sessionsMax);
    }

    /** Runs the work on one session. A session that failed is closed, not used again. */
    <T> T with(Function<Session, T> work) {
        take();
        try {
            Session session = idle.pollFirst();
            return use(session == null ? open.get() : session, work);
        } finally {
            free.release();
        }
    }

    private <T> T use(Session session, Function<Session, T> work) {
        try {
            T result = work.apply(session);
            idle.addFirst(session);
            return result;
        } catch (StorageException e) {
            discard(session, e);
            throw e;
        } catch (RuntimeException | Error e) {
            idle.addFirst(session);
            throw e;
        }
    }

    private void take() {
        try {
            if (closed || !free.tryAcquire(waitMillis, TimeUnit.MILLISECONDS)) {
                throw new StorageException(closed ? "the ledger is closed" : "no session to read with");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while waiting for a session to read with");
        }
    }

    private static void discard(Session session, StorageException cause) {
        try {
            session.close();
        } catch (StorageException e) {
            cause.addSuppressed(e);
        }
    }

    /** Waits for the reads under way and closes every session. */
    @Override
    public void close() {
        closed = true;
        free.acquireUninterruptibly(sessionsMax);
        List<Session> all = new ArrayList<>(idle);
        idle.clear();
        all.forEach(Session::close);
    }
}
