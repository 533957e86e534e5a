package io.threatledger.auth;

import io.threatledger.merkle.Digest;
import io.threatledger.store.KeyRow;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Keys seen lately, so that a busy publisher does not cost a database read with each request. Only keys that exist are
 * kept: strangers cannot fill it.
 *
 * <p>{@link #forget} counts at once. Another process (the command line on the node's file) cannot call it, so nothing is
 * believed for longer than {@link #BELIEVED_MILLIS}.
 *
 * <p>Thread-safe: {@code lock} guards all fields and is not held while the database is read.
 */
final class KeyCache {
    static final int KEYS_MAX = 10_000;
    static final long BELIEVED_MILLIS = 1_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private record Seen(KeyRow.Bearer bearer, long atNanos) {}

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final RecentMap<Digest, Seen> seen = new RecentMap<>(KEYS_MAX);
    private long forgotten;

    KeyCache(LongSupplier nanos) {
        this.nanos = nanos;
    }

    Optional<KeyRow.Bearer> find(Digest digest, Function<Digest, Optional<KeyRow.Bearer>> read) {
        long before;
        lock.lock();
        try {
            Seen known = seen.get(digest);
            if (known != null && nanos.getAsLong() - known.atNanos() <= BELIEVED_MILLIS * NANOS_PER_MILLI) {
                return Optional.of(known.bearer());
            }
            before = forgotten;
        } finally {
            lock.unlock();
        }
        long asked = nanos.getAsLong();
        Optional<KeyRow.Bearer> found = read.apply(digest);
        found.ifPresent(bearer -> keep(digest, new Seen(bearer, asked), before));
        return found;
    }

    /** A row that was read before somebody revoked must not come back after it. */
    private void keep(Digest digest, Seen fresh, long before) {
        lock.lock();
        try {
            if (forgotten == before) {
                seen.put(digest, fresh);
            }
        } finally {
            lock.unlock();
        }
    }

    void forget() {
        lock.lock();
        try {
            forgotten++;
            seen.clear();
        } finally {
            lock.unlock();
        }
    }
}
