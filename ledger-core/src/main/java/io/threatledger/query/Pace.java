package io.threatledger.query;

import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Entries of both kinds in each of the last 24 UTC hours.
 *
 * <p>{@code iat} never decreases along the log, so the first entry of an hour is found by bisection, once an hour; what
 * lies between two such entries is the count.
 *
 * <p>Thread-safe: {@code lock} guards {@code firsts}.
 */
public final class Pace {
    /** Hours that an answer has, the one under way included. */
    public static final int HOURS = 24;

    private static final long HOUR_SECONDS = 3_600;

    /** One hour, by its first second since the epoch. */
    public record Hour(long startSeconds, long entries) {}

    private final LedgerDatabase database;
    private final ReentrantLock lock = new ReentrantLock();
    /** Hours that have begun in the ledger, with the index of their first entry: it never changes. */
    private final TreeMap<Long, Long> firsts = new TreeMap<>();

    public Pace(LedgerDatabase database) {
        this.database = database;
    }

    /** Oldest hour first, as far as the view goes. */
    public List<Hour> lastHours(Moment moment) {
        lock.lock();
        try {
            return database.snapshot(session -> hours(session, moment));
        } finally {
            lock.unlock();
        }
    }

    private List<Hour> hours(Session session, Moment moment) {
        LedgerHead head = LedgerHead.read(session);
        long end = moment.size().value();
        long hour = Math.floorDiv(moment.nowSeconds(), HOUR_SECONDS) * HOUR_SECONDS - (HOURS - 1) * HOUR_SECONDS;
        firsts.headMap(hour).clear();
        List<Hour> hours = new ArrayList<>(HOURS);
        long first = Math.min(end, first(session, head, hour));
        for (int i = 0; i < HOURS; i++, hour += HOUR_SECONDS) {
            long next = Math.min(end, first(session, head, hour + HOUR_SECONDS));
            hours.add(new Hour(hour, next - first));
            first = next;
        }
        return hours;
    }

    /** Index of the first entry at that second or later; the ledger's size while there is none. */
    private long first(Session session, LedgerHead head, long seconds) {
        if (head.issuedAtSeconds() < seconds) {
            return head.size().value();
        }
        return firsts.computeIfAbsent(seconds, s -> EntryTimes.firstSince(session, s));
    }
}
