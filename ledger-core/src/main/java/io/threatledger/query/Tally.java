package io.threatledger.query;

import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.Session;
import io.threatledger.store.TallyRows;
import io.threatledger.store.TallyRows.Dimension;
import io.threatledger.store.ThreatRow;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many threats there are and how many are active, in all and by claim, kept by following the rows.
 *
 * <p>It stands at a size and a time: a threat counts as active when nothing below the size ended it and it has not
 * expired by the time. A step forward reads what began, what ended and what expired between, so a question costs what
 * has happened since the last one. At start, and after a step that failed, it counts the indexes once.
 *
 * <p>Thread-safe: {@code lock} guards every field, and is held while rows are read.
 */
public final class Tally {
    /** Rows that one read of a step takes. */
    private static final int STEP_ROWS_MAX = 1_000;

    /**
     * Threats ever, and those active.
     */
    public record Count(long total, long active) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count more) {
            return plus(more.total, more.active);
        }

        Count plus(long more, long moreActive) {
            return new Count(total + more, active + moreActive);
        }
    }

    /**
     * The counters at one moment.
     *
     * @param by counts by each label of each claim; a label that occurs once stays
     */
    public record Counts(Count all, Map<Dimension, Map<String, Count>> by) {}

    private final LedgerDatabase database;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Dimension, Map<String, Count>> by = new EnumMap<>(Dimension.class);
    private Count all = Count.NONE;
    private long size = -1;
    private long nowSeconds;

    public Tally(LedgerDatabase database) {
        this.database = database;
    }

    /** The counters of the newest ledger at that time; a time before the last one asked for counts as that one. */
    public Counts at(long nowSeconds) {
        lock.lock();
        try {
            follow(nowSeconds);
            Map<Dimension, Map<String, Count>> copy = new EnumMap<>(Dimension.class);
            by.forEach((dimension, counts) -> copy.put(dimension, Map.copyOf(counts)));
            return new Counts(all, copy);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #at}, without the breakdown. */
    public Count allAt(long nowSeconds) {
        lock.lock();
        try {
            follow(nowSeconds);
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** A step that failed may have counted some rows: the next one counts anew. */
    private void follow(long until) {
        try {
            database.snapshot(session -> step(session, until));
        } catch (RuntimeException e) {
            size = -1;
            throw e;
        }
    }

    private long step(Session session, long until) {
        long head = LedgerHead.read(session).size().value();
        if (size < 0) {
            rebuild(session, head, until);
        }
        while (size < head) {
            grow(session, Math.min(head, size + STEP_ROWS_MAX));
        }
        if (until > nowSeconds) {
            expire(session, until);
        }
        return head;
    }

    private void rebuild(Session session, long head, long until) {
        by.clear();
        all = Count.NONE;
        size = head;
        nowSeconds = until;
        for (Dimension dimension : Dimension.values()) {
            Map<String, Count> counts = by.computeIfAbsent(dimension, d -> new HashMap<>());
            TallyRows.counts(session, dimension).forEach(n -> add(counts, n.label(), n.total(), n.live()));
        }
        by.getOrDefault(Dimension.SEVERITY, Map.of()).values().forEach(n -> all = all.plus(n.total(), n.active()));
        forgetExpired(session, Long.MIN_VALUE, until);
    }

    /** To the size {@code to}, at the time it stands at. */
    private void grow(Session session, long to) {
        for (ThreatRow row : TallyRows.begun(session, size, to)) {
            count(row, 1, row.isEndedBefore(to) || row.isExpiredAt(nowSeconds) ? 0 : 1);
        }
        for (ThreatRow row : TallyRows.ended(session, size, to)) {
            boolean wasCounted = row.index().value() < size && !row.isEndedBefore(size) && !row.isExpiredAt(nowSeconds);
            count(row, 0, wasCounted ? -1 : 0);
        }
        size = to;
    }

    /** To the time {@code until}. Only at the ledger's end: there, and only there, what is live has not been ended. */
    private void expire(Session session, long until) {
        forgetExpired(session, nowSeconds, until);
        nowSeconds = until;
    }

    private void forgetExpired(Session session, long after, long until) {
        TallyRows.expired(session, after, until, row -> count(row, 0, -1));
    }

    private void count(ThreatRow row, long more, long moreActive) {
        all = all.plus(more, moreActive);
        by.forEach((dimension, counts) -> add(counts, dimension.of(row), more, moreActive));
    }

    private static void add(Map<String, Count> counts, String label, long more, long moreActive) {
        counts.put(label, counts.getOrDefault(label, Count.NONE).plus(more, moreActive));
    }
}
