package io.threatledger.query.exchange;

import io.threatledger.query.Moment;
import java.util.Arrays;

/**
 * The indicators of a list, each by the entry that shows it: eight bytes for each. Entries never change, so what they said
 * when the list was found can be read from it at any time.
 */
public final class Listing {
    private final long[] entries;
    private final Moment moment;

    Listing(long[] entries, Moment moment) {
        this.entries = entries;
        this.moment = moment;
    }

    public int size() {
        return entries.length;
    }

    /** The entries from {@code start} on, at most {@code limit}; none past the end. */
    long[] part(int start, int limit) {
        return start >= entries.length
                ? new long[0]
                : Arrays.copyOfRange(entries, start, (int) Math.min(entries.length, (long) start + limit));
    }

    /** When it was found. */
    Moment moment() {
        return moment;
    }
}
