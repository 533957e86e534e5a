package io.threatledger.node;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition. */
final class Until {
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private Until() {}

    static void holds(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + AT_MOST.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + AT_MOST + ": " + what);
            }
            Thread.sleep(20);
        }
    }
}
