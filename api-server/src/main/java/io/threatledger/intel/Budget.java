package io.threatledger.intel;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time that the searches of one request have together. For one thread. */
final class Budget {
    private final LongSupplier nanos;
    private final long endNanos;

    /** @param nanos a monotonic clock, nanoseconds */
    Budget(LongSupplier nanos, Duration all) {
        this.nanos = nanos;
        this.endNanos = nanos.getAsLong() + all.toNanos();
    }

    /** What is left for the next one, which may have at most so much; refused when nothing is. */
    Duration left(Duration atMost) {
        long left = endNanos - nanos.getAsLong();
        if (left <= 0) {
            throw IntelProblems.tooBroad();
        }
        return left < atMost.toNanos() ? Duration.ofNanos(left) : atMost;
    }
}
