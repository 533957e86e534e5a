package io.threatledger.query.catalog;

import io.threatledger.merkle.TreeSize;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How far a catalog is, for those who wait for it. It carries no truth: whoever wakes reads the file.
 *
 * <p>Thread-safe; {@code lock} is a leaf lock and guards every field.
 */
final class Progress {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private TreeSize size = TreeSize.EMPTY;
    private boolean isComplete;

    /** The file was thrown away. */
    void restart() {
        lock.lock();
        try {
            size = TreeSize.EMPTY;
            isComplete = false;
        } finally {
            lock.unlock();
        }
    }

    /** @param hasCaughtUp whether there was nothing left to read */
    void reached(TreeSize to, boolean hasCaughtUp) {
        lock.lock();
        try {
            size = to;
            isComplete |= hasCaughtUp;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    TreeSize size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it has ever caught up since it was begun. */
    boolean isComplete() {
        lock.lock();
        try {
            return isComplete;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the size, at most so long.
     *
     * @throws NotReady when the catalog is still being made after that
     */
    void await(TreeSize least, Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (left > 0 && !(isComplete && size.compareTo(least) >= 0)) {
                left = moved.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // who is in a hurry gets what is there
        } finally {
            lock.unlock();
        }
        requireComplete(least);
    }

    private void requireComplete(TreeSize least) {
        if (!isComplete()) {
            throw new NotReady(size().value(), least.value());
        }
    }
}
