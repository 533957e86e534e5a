package io.threatledger.query.exchange;

import io.threatledger.entry.Target;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.query.TooDear;
import io.threatledger.store.IndicatorFilter;
import io.threatledger.store.IndicatorList;
import io.threatledger.store.IndicatorRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Session;
import io.threatledger.store.StorageException;
import io.threatledger.store.TagRow;
import io.threatledger.store.ThreatRow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Indicators of owners as they stand now. Thread-safe. */
public final class Exchange {
    /** How long one list may take to find: a million indicators of one owner take less. */
    public static final int LIST_MILLIS_MAX = 10_000;

    private static final Duration LIST_MAX = Duration.ofMillis(LIST_MILLIS_MAX);

    private final LedgerDatabase database;
    private final InstantSource clock;

    public Exchange(LedgerDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What the owner says of the target now. */
    public Optional<OwnedIndicator> find(String owner, Target target) {
        return database.read(session -> IndicatorRow.active(session, owner, target, now()))
                .map(OwnedIndicator::of);
    }

    /** Handles of the owners that say something of the target now. */
    public List<String> owners(Target target) {
        return database.read(session -> IndicatorRow.owners(session, target, now()));
    }

    /**
     * The entries that show what the filter asks for, in the order of the ledger: eight bytes for each indicator, from
     * which {@link #at} reads what they said when they were found, whatever is written meanwhile.
     *
     * @throws TooDear when it takes too long
     */
    public long[] list(String owner, IndicatorFilter filter) {
        return within(session -> IndicatorList.find(session, owner, filter, now()));
    }

    /** Likewise for indicators that were taken back and of which the owner has said nothing since. */
    public long[] deleted(String owner, IndicatorFilter filter) {
        return within(session -> IndicatorList.deleted(session, owner, filter, now()));
    }

    /** The indicators that these entries show, in that order: a page of a list, not a whole one. */
    public List<OwnedIndicator> at(long[] entries) {
        return database
                .read(session -> Arrays.stream(entries)
                        .mapToObj(index ->
                                IndicatorRow.at(session, new LeafIndex(index)).orElseThrow())
                        .toList())
                .stream()
                .map(OwnedIndicator::of)
                .toList();
    }

    /** Tags of the owner's indicators, in the order of UTF-8 bytes. */
    public List<TagRow> tags(String owner) {
        return within(session -> TagRow.all(session, owner, now()));
    }

    /** Index of the first entry that was made then or later; the index after the newest when there is none. */
    public long firstSince(long seconds) {
        return database.read(session -> ThreatRow.firstSince(session, seconds));
    }

    private <T> T within(Function<Session, T> work) {
        try {
            return database.within(LIST_MAX, work);
        } catch (StorageException e) {
            if (e.isOverdue()) {
                throw new TooDear(LIST_MAX);
            }
            throw e;
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
