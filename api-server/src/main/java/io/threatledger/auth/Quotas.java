package io.threatledger.auth;

import io.threatledger.store.UsageFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Requests counted by account, and by source for those without a key, in fixed UTC windows.
 *
 * <p>Thread-safe: {@code lock} guards all fields; it is a leaf lock. Accounts are as many as the administrator made;
 * sources are bounded, the longest unseen dropped.
 */
final class Quotas {
    private static final String SOURCE = "source:";
    private static final String ACCOUNT = "account:";

    private record Window(long startsAt, long endsAt, long used) {
        Window plus(int requests) {
            return new Window(startsAt, endsAt, used + requests);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Window> accounts = new HashMap<>();
    private final Map<String, Window> sources = new RecentMap<>(Limits.SOURCES_MAX);
    private final Set<String> changed = new HashSet<>();

    static String account(long id) {
        return ACCOUNT + id;
    }

    static String source(String text) {
        return SOURCE + text;
    }

    /** Counts one request; nothing, when the window is used up. */
    Optional<Standing> charge(String subject, Plan plan, long nowSeconds) {
        lock.lock();
        try {
            Window window = window(subject, plan.window(), nowSeconds);
            if (window.used() >= plan.quota()) {
                return Optional.empty();
            }
            put(subject, window.plus(1));
            return Optional.of(new Standing(plan.quota(), plan.quota() - window.used() - 1, window.endsAt()));
        } finally {
            lock.unlock();
        }
    }

    /** Where the subject stands, without counting anything. */
    Standing standing(String subject, Plan plan, long nowSeconds) {
        lock.lock();
        try {
            Window window = window(subject, plan.window(), nowSeconds);
            return new Standing(plan.quota(), Math.max(0, plan.quota() - window.used()), window.endsAt());
        } finally {
            lock.unlock();
        }
    }

    /** Takes back a request that turned out not to count; one of a window that is over is left. */
    void refund(String subject, long resetSeconds) {
        lock.lock();
        try {
            Window window = of(subject).get(subject);
            if (window != null && window.endsAt() == resetSeconds && window.used() > 0) {
                put(subject, window.plus(-1));
            }
        } finally {
            lock.unlock();
        }
    }

    void restore(List<UsageFile.Quota> saved) {
        lock.lock();
        try {
            saved.forEach(q ->
                    of(q.subject()).put(q.subject(), new Window(q.startsAtSeconds(), q.endsAtSeconds(), q.used())));
        } finally {
            lock.unlock();
        }
    }

    /** What has changed since the last call. */
    List<UsageFile.Quota> takeChanged() {
        lock.lock();
        try {
            List<UsageFile.Quota> rows = new ArrayList<>(changed.size());
            for (String subject : changed) {
                Window window = of(subject).get(subject);
                if (window != null) {
                    rows.add(new UsageFile.Quota(subject, window.used(), window.startsAt(), window.endsAt()));
                }
            }
            changed.clear();
            return rows;
        } finally {
            lock.unlock();
        }
    }

    private Window window(String subject, Plan.Window kind, long nowSeconds) {
        long start = kind.startOf(nowSeconds);
        Window window = of(subject).get(subject);
        return window != null && window.startsAt() == start && window.endsAt() == start + kind.seconds()
                ? window
                : new Window(start, start + kind.seconds(), 0);
    }

    private void put(String subject, Window window) {
        of(subject).put(subject, window);
        changed.add(subject);
    }

    private Map<String, Window> of(String subject) {
        return subject.startsWith(SOURCE) ? sources : accounts;
    }
}
