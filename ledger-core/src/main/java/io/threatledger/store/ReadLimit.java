package io.threatledger.store;

import java.time.Duration;
import org.sqlite.ProgressHandler;

/**
 * Breaks off what a connection is doing once its time is up. SQLite asks it now and then, on the thread that reads.
 *
 * <p>Source: <a href="https://www.sqlite.org/c3ref/progress_handler.html">sqlite3_progress_handler</a>.
 */
final class ReadLimit extends ProgressHandler {
    /** Instructions of SQLite's machine between two looks at the clock: some 20 microseconds. */
    static final int STEPS = 1_000;

    private static final int GO_ON = 0;
    private static final int BREAK_OFF = 1;

    private final long began = System.nanoTime();
    private final long nanosMax;

    ReadLimit(Duration atMost) {
        this.nanosMax = atMost.toNanos();
    }

    @Override
    protected int progress() {
        return System.nanoTime() - began < nanosMax ? GO_ON : BREAK_OFF;
    }
}
