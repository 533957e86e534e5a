package io.threatledger.client;

import java.time.Duration;

/** Waiting. A parameter, so that tests need not. */
@FunctionalInterface
public interface Pause {
    /** Waits by sleeping. */
    Pause SLEEP = Thread::sleep;

    void pause(Duration duration) throws InterruptedException;
}
