package io.threatledger.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Requests that wait for the sequencer, bounded in entries and in bytes.
 *
 * <p>Thread-safe; {@code lock} is a leaf lock and guards every field.
 */
final class AppendQueue {
    /** Most entries that may wait. */
    static final int ENTRIES_MAX = 4_096;

    /** Most bytes of request bodies that may wait. */
    static final int BYTES_MAX = 16 << 20;

    /** Most entries of one batch; a single request may not exceed it, so an array is never split. */
    static final int BATCH_ENTRIES_MAX = 1_024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Ticket> tickets = new ArrayDeque<>();
    private int entries;
    private long bytes;
    private boolean closed;

    /** Adds a request; false when a bound is reached or the queue is closed. */
    boolean offer(Ticket ticket) {
        lock.lock();
        try {
            if (closed
                    || entries + ticket.entries() > ENTRIES_MAX
                    || bytes + ticket.request().bytes() > BYTES_MAX) {
                return false;
            }
            tickets.add(ticket);
            entries += ticket.entries();
            bytes += ticket.request().bytes();
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for requests and takes what is there at once, at most {@link #BATCH_ENTRIES_MAX} entries. Withdrawn ones are
     * dropped. Empty when the queue is closed and drained.
     */
    List<Ticket> take() throws InterruptedException {
        lock.lock();
        try {
            List<Ticket> batch = new ArrayList<>();
            while (batch.isEmpty() && !(closed && tickets.isEmpty())) {
                while (tickets.isEmpty() && !closed) {
                    changed.await();
                }
                drainInto(batch);
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Adds what has come since to a batch that was taken, as far as there is room in it; returns only that. */
    List<Ticket> takeMore(List<Ticket> batch) {
        lock.lock();
        try {
            int taken = batch.size();
            drainInto(batch);
            return List.copyOf(batch.subList(taken, batch.size()));
        } finally {
            lock.unlock();
        }
    }

    /** Refuses further requests; {@link #take} still gives those that are in. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void drainInto(List<Ticket> batch) {
        int taken = batch.stream().mapToInt(Ticket::entries).sum();
        for (Ticket next = tickets.peek();
                next != null && taken + next.entries() <= BATCH_ENTRIES_MAX;
                next = tickets.peek()) {
            tickets.remove();
            entries -= next.entries();
            bytes -= next.request().bytes();
            if (next.take()) {
                batch.add(next);
                taken += next.entries();
            }
        }
    }
}
