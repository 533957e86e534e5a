package io.threatledger.query.indicator;

import io.threatledger.query.Moment;
import io.threatledger.store.ThreatRow;

/**
 * The part of the log that a reader's plan opens.
 *
 * @param moment where the log ends for the reader, and what time it is
 * @param startSeconds entries issued before are not in the window; seconds since the epoch
 */
public record Window(Moment moment, long startSeconds) {
    /** Without a beginning. */
    public static Window all(Moment moment) {
        return new Window(moment, Long.MIN_VALUE);
    }

    /** The last so many seconds before the moment. */
    public static Window last(long seconds, Moment moment) {
        return new Window(moment, moment.nowSeconds() - seconds);
    }

    boolean sees(ThreatRow interval) {
        return moment.sees(interval.index()) && interval.issuedAtSeconds() >= startSeconds;
    }

    /** When an entry is no longer in the window, if that goes on with time; {@link Long#MAX_VALUE}: never. */
    long leavesAtSeconds(long issuedAtSeconds) {
        return startSeconds == Long.MIN_VALUE
                ? Long.MAX_VALUE
                : issuedAtSeconds + (moment.nowSeconds() - startSeconds) + 1;
    }
}
