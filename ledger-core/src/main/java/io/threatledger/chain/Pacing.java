package io.threatledger.chain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** When the anchorer acts again. Remembers nothing that must not be forgotten. Owned by the anchorer's thread. */
final class Pacing {
    /** First pause between two questions for a receipt, milliseconds. */
    static final long RECEIPT_MILLIS_MIN = 5;

    /** Longest pause between two questions for a receipt: a part of a block's time, milliseconds. */
    static final long RECEIPT_MILLIS_MAX = 1_000;

    /** A transaction that the node does not know may be on its way to it for so long, seconds. */
    static final long UNKNOWN_SECONDS_MAX = 3;

    /** The clock's patience is doubled at most so often. */
    private static final int DOUBLINGS_MAX = 8;

    private static final long NOTHING_MILLIS_MIN = 5;

    private final AnchorPolicy policy;
    private final InstantSource clock;
    private Instant sentAt = Instant.MIN;
    private long nothingMillis = NOTHING_MILLIS_MIN;

    Pacing(AnchorPolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** How long an anchor has to wait for more entries; zero: anchor now. */
    Duration beforeAnchoring(long unanchored) {
        Instant now = clock.instant();
        boolean clockWentBack = sentAt.isAfter(now);
        if (sentAt.equals(Instant.MIN) || clockWentBack || unanchored >= policy.unanchoredEntriesMax()) {
            return Duration.ZERO;
        }
        Duration left = policy.intervalMin().minus(Duration.between(sentAt, now));
        return left.isPositive() ? left : Duration.ZERO;
    }

    void sent() {
        sentAt = clock.instant();
    }

    void mined() {
        nothingMillis = NOTHING_MILLIS_MIN;
    }

    /** Milliseconds until another look, when the chain holds everything and its event was not read yet. */
    long nothingToDo() {
        long millis = nothingMillis;
        nothingMillis = Math.min(2 * millis, Anchorer.IDLE_PAUSE_MILLIS);
        return millis;
    }

    /**
     * Whether what was sent has to be replaced.
     *
     * @param attempts how many were sent with this nonce
     * @param blocks mined since the newest was sent; negative after a reorganization
     * @param known whether the node has the newest
     */
    boolean isDue(int attempts, long waitedSeconds, long blocks, boolean known) {
        if (!known && waitedSeconds >= UNKNOWN_SECONDS_MAX) {
            return true;
        }
        long patience = policy.replaceAfter().toSeconds() << Math.min(attempts - 1, DOUBLINGS_MAX);
        return blocks >= policy.replaceAfterBlocks() || waitedSeconds >= patience;
    }

    /** The next pause between two questions for a receipt. */
    static long longer(long pauseMillis) {
        return Math.min(2 * pauseMillis, RECEIPT_MILLIS_MAX);
    }
}
