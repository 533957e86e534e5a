package io.threatledger.v2;

import io.threatledger.query.exchange.Listing;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What lists were found to hold when their first page was asked for, so that all pages are of one moment: a client that
 * reads page by page misses nothing and gets nothing twice, whatever is written meanwhile. A page whose list was dropped
 * is of a new moment.
 *
 * <p>Thread-safe: {@code lock} guards all fields, and is not held while a list is found.
 */
final class Listings {
    /** Indicators of all lists that are kept; the list asked for longest ago goes first. */
    static final int INDICATORS_MAX = 4_000_000;

    /** What a list holds besides, counted as indicators: so there is a most of lists that find nothing, too. */
    static final int INDICATORS_OF_A_LIST = 1_000;

    /** How long a list is kept after the last page was asked for. */
    static final Duration KEPT = Duration.ofMinutes(15);

    /**
     * What is asked for, but for the part of it.
     *
     * @param account who asks
     */
    record Question(long account, String path, String filters) {}

    private record Kept(Listing listing, long askedAtNanos) {}

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Question, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long indicators;

    /** @param nanos a monotonic clock, nanoseconds */
    Listings(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The list that the page is of: a first page begins a new one. */
    Listing of(Question question, Page page, Supplier<Listing> find) {
        Listing known = page.isFirst() ? null : take(question);
        Listing list = known == null ? find.get() : known;
        keep(question, list);
        return list;
    }

    private @Nullable Listing take(Question question) {
        lock.lock();
        try {
            Kept known = kept.get(question);
            return known == null || nanos.getAsLong() - known.askedAtNanos() > KEPT.toNanos() ? null : known.listing();
        } finally {
            lock.unlock();
        }
    }

    private void keep(Question question, Listing list) {
        lock.lock();
        try {
            Kept former = kept.put(question, new Kept(list, nanos.getAsLong()));
            indicators += size(list) - (former == null ? 0 : size(former.listing()));
            long oldest = nanos.getAsLong() - KEPT.toNanos();
            Iterator<Kept> longestAgo = kept.values().iterator();
            while (longestAgo.hasNext()) {
                Kept each = longestAgo.next();
                if (indicators <= INDICATORS_MAX && each.askedAtNanos() >= oldest) {
                    return;
                }
                indicators -= size(each.listing());
                longestAgo.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    private static long size(Listing list) {
        return list.size() + (long) INDICATORS_OF_A_LIST;
    }
}
