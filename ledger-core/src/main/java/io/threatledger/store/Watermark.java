package io.threatledger.store;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A size that only grows, and threads that wait for it: how a stage learns that another has committed.
 *
 * <p>It carries no truth. Whoever commits rows advances it afterwards; whoever wakes reads the rows. If we die between
 * commit and advance, the next start begins at the rows.
 *
 * <p>Thread-safe; {@code lock} is a leaf lock.
 */
public final class Watermark {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private volatile long value;
    private boolean released; // guarded by lock

    public Watermark(long value) {
        this.value = value;
    }

    public long value() {
        return value;
    }

    /** Raises the mark; a smaller value changes nothing. */
    public void advance(long to) {
        lock.lock();
        try {
            if (to > value) {
                value = to;
                grown.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the mark is at least {@code least}; false when the time is over or {@link #release} comes first. */
    public boolean await(long least, Duration atMost) throws InterruptedException {
        if (value >= least) {
            return true;
        }
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (value < least) {
                if (left <= 0 || released) {
                    return false;
                }
                left = grown.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waiting, now and later: the node stops, and who waits answers with what is true by now. */
    public void release() {
        lock.lock();
        try {
            released = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
