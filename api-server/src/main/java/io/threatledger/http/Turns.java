package io.threatledger.http;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many may be served at once, in all and of one source, so that what they hold in memory is bounded and no source can
 * take every turn. Thread-safe; {@code lock} is a leaf lock.
 */
public final class Turns {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final int RETRY_SECONDS = 1;

    /** What is done in a turn. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    private final String what;
    private final int most;
    private final int mostOfOne;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Map<String, Integer> taken = new HashMap<>(); // guarded by lock
    private int all; // guarded by lock

    /**
     * None is taken yet.
     *
     * @param what is served, in the plural, for a refusal
     * @param mostOfOne of these, for one source
     */
    public Turns(String what, int most, int mostOfOne) {
        this.what = what;
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Works in a turn, waiting for one a while; 503 when there is none by then. */
    public void serve(String source, Work work) throws IOException {
        await(source);
        try {
            work.run();
        } finally {
            giveBack(source);
        }
    }

    private void await(String source) {
        try {
            if (take(source, WAIT)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Problem.unavailable("Too many " + what + " are being read at once", RETRY_SECONDS);
    }

    /** Takes a turn, waiting for one if need be; false when there is none within that time. */
    boolean take(String source, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (all >= most || taken.getOrDefault(source, 0) >= mostOfOne) {
                if (left <= 0) {
                    return false;
                }
                left = freed.awaitNanos(left);
            }
            all++;
            taken.merge(source, 1, Integer::sum);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives back a turn that was taken. */
    void giveBack(String source) {
        lock.lock();
        try {
            all--;
            taken.computeIfPresent(source, (s, turns) -> turns == 1 ? null : turns - 1);
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
