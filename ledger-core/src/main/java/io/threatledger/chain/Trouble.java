package io.threatledger.chain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * How a loop fares: what failed last, how long to wait before trying again, and a log line for each change that lasts.
 *
 * <p>Written by the loop's thread, read by any.
 */
final class Trouble {
    /** The first wait after a failure, milliseconds. */
    static final long PAUSE_MILLIS_MIN = 100;

    /** The longest wait: a chain that is back is noticed within this, milliseconds. */
    static final long PAUSE_MILLIS_MAX = 3_000;

    /** What fails less often in a row is not worth a line. */
    private static final int FAILURES_LOGGED_FROM = 3;

    private final Logger log;
    private final String who;
    private String kind = "";
    private int failures;
    private long pauseMillis = PAUSE_MILLIS_MIN;
    private volatile @Nullable String last;

    Trouble(Logger log, String who) {
        this.log = log;
        this.who = who;
    }

    /** Notes a failure and says how long to wait. */
    long failed(RuntimeException failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        last = message;
        failures++;
        if (failure instanceof ChainException known) {
            logOnce(known.reason().name(), message);
        } else {
            logOnce(failure.getClass().getName(), message);
            log.debug("{}", who, failure);
        }
        long pause = pauseMillis;
        pauseMillis = Math.min(2 * pauseMillis, PAUSE_MILLIS_MAX);
        return pause;
    }

    /** Notes that things work. */
    void cleared() {
        if (!kind.isEmpty()) {
            log.info("{}: working again", who);
        }
        last = null;
        kind = "";
        failures = 0;
        pauseMillis = PAUSE_MILLIS_MIN;
    }

    Optional<String> last() {
        return Optional.ofNullable(last);
    }

    private void logOnce(String newKind, String message) {
        if (failures >= FAILURES_LOGGED_FROM && !newKind.equals(kind)) {
            kind = newKind;
            log.warn("{}: {}; trying again", who, message);
        }
    }
}
