package io.threatledger.query;

import io.threatledger.query.Tally.Count;
import io.threatledger.query.Tally.Counts;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.TallyRows;
import io.threatledger.store.TallyRows.Dimension;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The counters for readers from whom the end of the log is withheld, counted from all rows, at most once a minute for each
 * delay: {@link Tally} follows the newest ledger and has no past.
 *
 * <p>Thread-safe: each delay has its lock, held while rows are read.
 */
public final class DelayedTally {
    /** How old an answer may be, seconds. */
    public static final long KEPT_SECONDS = 60;

    private record Counted(Counts counts, long atSeconds) {
        boolean holds(long nowSeconds) {
            return nowSeconds >= atSeconds && nowSeconds < atSeconds + KEPT_SECONDS;
        }
    }

    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Counted counted; // guarded by lock
    }

    private final LedgerDatabase database;
    private final Published published;
    private final ConcurrentMap<Duration, Slot> slots = new ConcurrentHashMap<>(); // as many as plans differ in

    public DelayedTally(LedgerDatabase database, Published published) {
        this.database = database;
        this.published = published;
    }

    /** The counters of what was published so long ago, as it stood then; up to {@link #KEPT_SECONDS} older. */
    public Counts at(Duration delay) {
        Slot slot = slots.computeIfAbsent(delay, d -> new Slot());
        slot.lock.lock();
        try {
            Moment moment = published.moment(delay);
            Counted last = slot.counted;
            if (last == null || !last.holds(moment.nowSeconds())) {
                last = new Counted(count(moment), moment.nowSeconds());
                slot.counted = last;
            }
            return last.counts();
        } finally {
            slot.lock.unlock();
        }
    }

    private Counts count(Moment moment) {
        List<TallyRows.Group> groups =
                database.read(session -> TallyRows.groups(session, moment.size(), moment.nowSeconds()));
        Count all = Count.NONE;
        Map<Dimension, Map<String, Count>> by = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            by.put(dimension, new HashMap<>());
        }
        for (TallyRows.Group group : groups) {
            all = all.plus(group.total(), group.active());
            by.forEach((dimension, counts) ->
                    counts.merge(group.label(dimension), new Count(group.total(), group.active()), Count::plus));
        }
        return new Counts(all, by);
    }
}
