package io.threatledger.log;

import java.time.InstantSource;

/** The clock that stamps entries: {@code iat} never decreases along the log. Used by the sequencer thread. */
final class LedgerClock {
    /** How far the clock may stand behind the newest entry and be waited for, seconds. */
    static final int BEHIND_SECONDS_MAX = 2;

    private static final long PAUSE_MILLIS = 10;

    private final InstantSource clock;

    LedgerClock(InstantSource clock) {
        this.clock = clock;
    }

    /** Waits for the clock to reach the newest entry; false when it stands too far behind. */
    boolean reaches(long newestSeconds) throws InterruptedException {
        while (now() < newestSeconds) {
            if (newestSeconds - now() > BEHIND_SECONDS_MAX) {
                return false;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return true;
    }

    /** {@code iat} for a batch that follows {@code newestSeconds}. */
    long issuedAt(long newestSeconds) {
        return Math.max(now(), newestSeconds);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
