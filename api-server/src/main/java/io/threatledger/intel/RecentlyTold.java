package io.threatledger.intel;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events that were worded a moment ago, within a bound of memory, the oldest forgotten first. Thread-safe; {@code lock} is
 * a leaf lock.
 */
final class RecentlyTold {
    /** How long an event counts as recent, seconds: what is told later is folded anew. */
    static final long KEPT_SECONDS = 60;

    /** What all of them may take together. */
    static final long KEPT_BYTES_MAX = 16L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Told> byIndex = new LinkedHashMap<>(); // guarded by lock
    private long bytes; // guarded by lock

    Optional<Told> find(long index, long nowSeconds) {
        lock.lock();
        try {
            return Optional.ofNullable(byIndex.get(index)).filter(told -> isRecent(told, nowSeconds));
        } finally {
            lock.unlock();
        }
    }

    void keep(Told told) {
        lock.lock();
        try {
            Told former = byIndex.remove(told.event().index().value());
            bytes += told.weight() - (former == null ? 0 : former.weight());
            byIndex.put(told.event().index().value(), told);
            for (Iterator<Told> oldest = byIndex.values().iterator(); bytes > KEPT_BYTES_MAX; oldest.remove()) {
                bytes -= oldest.next().weight();
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isRecent(Told told, long nowSeconds) {
        long at = told.window().moment().nowSeconds();
        return nowSeconds >= at && nowSeconds < at + KEPT_SECONDS;
    }
}
