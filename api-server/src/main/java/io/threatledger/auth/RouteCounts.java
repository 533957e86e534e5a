package io.threatledger.auth;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Requests counted by source and route in one UTC minute. In memory only: a restart forgives a minute.
 *
 * <p>Thread-safe: {@code lock} guards the map; it is a leaf lock.
 */
final class RouteCounts {
    private static final long SECONDS_PER_MINUTE = 60;

    /** What one source has asked in one minute; the next minute begins with an empty one. */
    private static final class Minute {
        private long number;
        private final Map<String, Integer> requests = new HashMap<>();

        int next(long minute, String route) {
            if (number != minute) {
                number = minute;
                requests.clear();
            }
            return requests.merge(route, 1, Integer::sum);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Minute> bySource = new RecentMap<>(Limits.SOURCES_MAX);

    /** Counts a request: empty when it is within the limit, else the seconds until the next minute. */
    OptionalInt count(String source, String route, int perMinute, long nowSeconds) {
        lock.lock();
        try {
            long minute = Math.floorDiv(nowSeconds, SECONDS_PER_MINUTE);
            int requests = bySource.computeIfAbsent(source, s -> new Minute()).next(minute, route);
            return requests <= perMinute
                    ? OptionalInt.empty()
                    : OptionalInt.of((int) (SECONDS_PER_MINUTE - Math.floorMod(nowSeconds, SECONDS_PER_MINUTE)));
        } finally {
            lock.unlock();
        }
    }
}
