package io.threatledger.query;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Bounds how many searches of a kind there are at once; the others wait in the order in which they came. Thread-safe. */
public final class SearchTurns {
    private final int most;
    private final Duration wait;
    private final Semaphore free;

    /**
     * None is taken yet.
     *
     * @param wait how long somebody waits for a turn
     */
    public SearchTurns(int most, Duration wait) {
        this.most = most;
        this.wait = wait;
        this.free = new Semaphore(most, true);
    }

    /**
     * Works in a turn.
     *
     * @throws Busy when there was none in time
     */
    public <T> T take(Supplier<T> work) {
        if (!isFreed()) {
            throw new Busy(most);
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private boolean isFreed() {
        try {
            return free.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
