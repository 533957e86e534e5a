package io.threatledger.bench;

import java.util.Arrays;

/** Whether each subscriber is told each entry once and in order, from the first on that it is told. For the thread that reads. */
final class Gaps implements Subscribers.Listener {
    private static final long NONE = -1;

    private final long[] last;
    private long told;
    private long missed;

    Gaps(int subscribers) {
        this.last = new long[subscribers];
        Arrays.fill(last, NONE);
    }

    @Override
    public void told(int subscriber, long id, long now) {
        told++;
        missed += last[subscriber] == NONE ? 0 : Math.abs(id - last[subscriber] - 1);
        last[subscriber] = id;
    }

    long told() {
        return told;
    }

    /** Entries that were left out, or told again. */
    long missed() {
        return missed;
    }
}
