package io.threatledger.query.exchange;

import io.threatledger.entry.Target;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.query.Busy;
import io.threatledger.query.EntryTimes;
import io.threatledger.query.Moment;
import io.threatledger.query.SearchTurns;
import io.threatledger.query.TooDear;
import io.threatledger.store.IndicatorFilter;
import io.threatledger.store.IndicatorList;
import io.threatledger.store.IndicatorRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.Session;
import io.threatledger.store.StorageException;
import io.threatledger.store.TagRow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Indicators of owners as they stand now. Thread-safe. */
public final class Exchange {
    /** How long one list may take to find: a million indicators of one owner take a seventh of it. */
    public static final int LIST_MILLIS_MAX = 30_000;

    /** Lists that are looked for at once; each takes a connection that reads. */
    public static final int LISTS_MAX = 2;

    /** How long one more waits for its turn. */
    public static final int TURN_MILLIS_MAX = 5_000;

    /** Tags of an owner that are counted; who has more names the beginning of those meant. */
    public static final int TAGS_MAX = 100_000;

    private static final Duration LIST_MAX = Duration.ofMillis(LIST_MILLIS_MAX);

    private final LedgerDatabase database;
    private final InstantSource clock;
    private final SearchTurns turns = new SearchTurns(LISTS_MAX, Duration.ofMillis(TURN_MILLIS_MAX));

    public Exchange(LedgerDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What the owner says of the target now. */
    public Optional<OwnedIndicator> find(String owner, Target target) {
        long now = now();
        return database.read(session -> IndicatorRow.active(session, owner, target, now))
                .map(row -> OwnedIndicator.of(row, Moment.newest(now)));
    }

    /** What is said by the entry that stands there: the answer to a write. */
    public OwnedIndicator shownBy(LeafIndex entry) {
        return read(new long[] {entry.value()}, Moment.newest(now())).getFirst();
    }

    /** Handles of the owners that say something of the target now. */
    public List<String> owners(Target target) {
        return database.read(session -> IndicatorRow.owners(session, target, now()));
    }

    /**
     * The owner's indicators that the filter asks for, in the order of the ledger.
     *
     * @throws TooDear when it takes too long
     * @throws Busy when others are looked for all the while
     */
    public Listing list(String owner, IndicatorFilter filter) {
        return within((session, now) -> listing(session, now, IndicatorList.find(session, owner, filter, now)));
    }

    /** Likewise those that were taken back and of which the owner has said nothing since. */
    public Listing deleted(String owner, IndicatorFilter filter) {
        return within((session, now) -> listing(session, now, IndicatorList.deleted(session, owner, filter, now)));
    }

    private static Listing listing(Session session, long now, long[] entries) {
        return new Listing(entries, new Moment(LedgerHead.read(session).size(), now));
    }

    /** A part of a list, as it was when the list was found. */
    public List<OwnedIndicator> part(Listing listing, int start, int limit) {
        return read(listing.part(start, limit), listing.moment());
    }

    private List<OwnedIndicator> read(long[] entries, Moment moment) {
        return database
                .read(session -> Arrays.stream(entries)
                        .mapToObj(index ->
                                IndicatorRow.at(session, new LeafIndex(index)).orElseThrow())
                        .toList())
                .stream()
                .map(row -> OwnedIndicator.of(row, moment))
                .toList();
    }

    /**
     * Tags of the owner's indicators that begin so, in the order of UTF-8 bytes.
     *
     * @throws TooDear when there are more than {@link #TAGS_MAX}
     */
    public List<TagRow> tags(String owner, String beginning) {
        List<TagRow> tags = within((session, now) -> TagRow.list(session, owner, beginning, now, TAGS_MAX + 1));
        if (tags.size() > TAGS_MAX) {
            throw new TooDear(LIST_MAX);
        }
        return tags;
    }

    /** Index of the first entry that was made then or later, of either kind; the index after the newest when there is none. */
    public long firstSince(long seconds) {
        return database.read(session -> EntryTimes.firstSince(session, seconds));
    }

    private <T> T within(BiFunction<Session, Long, T> work) {
        return turns.take(() -> {
            try {
                long now = now();
                return database.within(LIST_MAX, session -> work.apply(session, now));
            } catch (StorageException e) {
                if (e.isOverdue()) {
                    throw new TooDear(LIST_MAX);
                }
                throw e;
            }
        });
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
