package io.threatledger.audit;

import java.time.Duration;

/**
 * How fast a scrub goes.
 *
 * @param pageRows rows of a page
 * @param restTimes after a page it rests so many times as long as the page took
 * @param pause between two passes
 */
record ScrubPace(int pageRows, int restTimes, Duration pause) {
    /** Beside a node: less than a hundredth of one core, whatever the machine, and less when the disk is busy. */
    static final ScrubPace SLOW = new ScrubPace(32, 127, Duration.ofSeconds(10));

    Duration restAfter(long pageNanos) {
        return Duration.ofNanos(Math.max(0, pageNanos)).multipliedBy(restTimes);
    }
}
