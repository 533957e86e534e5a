package io.threatledger.bench;

import org.jspecify.annotations.Nullable;

/**
 * One figure of the page.
 *
 * @param what was measured
 * @param value in {@code unit}
 * @param peer what it stands beside: the empty server's rate in the same run, in the same unit; null: it has a limit alone
 * @param wanted the least or the most it may be; a share of the peer where there is one; null: it is only shown
 * @param p99Millis null: it has no requests
 * @param errors requests that failed: with any, the run has failed
 * @param note how it was measured, and what it is bound by
 */
record Figure(
        String what,
        double value,
        String unit,
        @Nullable Double peer,
        @Nullable Wanted wanted,
        @Nullable Double p99Millis,
        @Nullable Double p99MillisMax,
        long errors,
        String note) {

    /** One without requests of its own. */
    static Figure of(String what, double value, String unit, @Nullable Wanted wanted, String note) {
        return new Figure(what, value, unit, null, wanted, null, null, 0, note);
    }

    /** @param isLeast whether more is better */
    record Wanted(double limit, boolean isLeast) {
        static Wanted atLeast(double limit) {
            return new Wanted(limit, true);
        }

        static Wanted atMost(double limit) {
            return new Wanted(limit, false);
        }

        boolean isMetBy(double measured) {
            return isLeast ? measured >= limit : measured <= limit;
        }
    }

    /** What the limit is held against: the share of the peer, or the value itself. */
    double compared() {
        return peer == null ? value : value / peer;
    }

    /** Null where there is nothing to meet. */
    @Nullable
    Boolean isMet() {
        if (wanted == null) {
            return null;
        }
        boolean tail = p99Millis == null || p99MillisMax == null || p99Millis <= p99MillisMax;
        return errors == 0 && wanted.isMetBy(compared()) && tail;
    }
}
