package io.threatledger.query;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.Disclosures;
import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.EntryType;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LiveEntry;
import io.threatledger.store.ThreatFilter;
import io.threatledger.store.ThreatRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Threats as they stand, read from their entries. Thread-safe. */
public final class Threats {
    private final LedgerDatabase database;
    private final LongSupplier newestBlock;

    /** @param newestBlock the newest block the node has heard of, for confirmations; 0 when it has heard of none */
    public Threats(LedgerDatabase database, LongSupplier newestBlock) {
        this.database = database;
        this.newestBlock = newestBlock;
    }

    /** The threat of that id; nothing when the view has none, or when the id is that of a revocation. */
    public Optional<ThreatView> find(EntryId id, Moment moment) {
        return database.lookUps()
                .read(session -> ThreatRecord.find(session, id))
                .filter(found -> moment.sees(found.row().index()))
                .map(found -> view(found, moment));
    }

    /** The threats whose entries stand at these indexes, in that order. */
    public List<ThreatView> at(List<LeafIndex> indexes, Moment moment) {
        return database
                .read(session -> indexes.stream()
                        .map(index -> ThreatRecord.at(session, index).orElseThrow())
                        .toList())
                .stream()
                .map(found -> view(found, moment))
                .toList();
    }

    /** The threat that the entry at that index revoked. */
    public Optional<ThreatView> revokedAt(LeafIndex index, Moment moment) {
        return database.read(session -> ThreatRecord.revokedAt(session, index)).map(found -> view(found, moment));
    }

    /** What the filter asks for, newest first. */
    public List<ThreatView> list(ThreatFilter filter) {
        Moment moment = Moment.of(filter.asOf(), filter.nowSeconds());
        return lookUp(filter, moment)
                .orElseGet(() -> ThreatRecord.list(database, filter).stream()
                        .map(found -> view(found, moment))
                        .toList());
    }

    /** Nothing where it cannot tell: then the list is asked. */
    private Optional<List<ThreatView>> lookUp(ThreatFilter filter, Moment moment) {
        if (!filter.isLookUp()) {
            return Optional.empty();
        }
        List<LiveEntry> live = LiveEntry.of(database, filter);
        List<ThreatView> active = live.stream()
                .map(found -> view(found, moment))
                .filter(view -> view.status().isActive())
                .toList();
        if (active.size() < live.size() && live.size() == filter.count()) {
            return Optional.empty(); // in the places of what has expired there may be others
        }
        // After what is live: what ends in between is in both, and once in the answer.
        List<ThreatRecord> ended = ThreatRecord.endedSince(database, filter);
        return Optional.of(ended.isEmpty() ? active : together(active, ended, filter.count(), moment));
    }

    private List<ThreatView> together(List<ThreatView> active, List<ThreatRecord> ended, int count, Moment moment) {
        SortedMap<LeafIndex, ThreatView> newestFirst = new TreeMap<>(Comparator.reverseOrder());
        active.forEach(view -> newestFirst.put(view.index(), view));
        ended.forEach(found -> newestFirst.putIfAbsent(found.row().index(), view(found, moment)));
        return newestFirst.values().stream().limit(count).toList();
    }

    /** The entries {@code from <= index < to} as events, in ledger order. */
    public List<ThreatEvent> events(long from, long to, Moment moment) {
        List<ThreatEvent> events = new ArrayList<>();
        for (ThreatRecord added : database.read(session -> ThreatRecord.added(session, from, to))) {
            ThreatView view = view(added, moment);
            events.add(new ThreatEvent(EntryType.THREAT_ADDED, view.index(), view));
        }
        for (ThreatRecord revoked : database.read(session -> ThreatRecord.revoked(session, from, to))) {
            ThreatView view = view(revoked, moment);
            if (view.revocation() != null) {
                events.add(new ThreatEvent(
                        EntryType.THREAT_REVOKED, view.revocation().index(), view));
            }
        }
        events.sort(Comparator.comparing(ThreatEvent::index));
        return events;
    }

    private ThreatView view(ThreatRecord found, Moment moment) {
        return view(
                found.entry(),
                EntryCodec.decode(found.entry().leaf()),
                ThreatStatus.of(found.row(), moment),
                found.anchor(),
                revocation(found, moment));
    }

    private ThreatView view(LiveEntry found, Moment moment) {
        DecodedEntry decoded = EntryCodec.decode(found.entry().leaf());
        Long expires = expires(decoded.entry());
        boolean expired = expires != null && expires <= moment.nowSeconds();
        return view(found.entry(), decoded, expired ? ThreatStatus.EXPIRED : ThreatStatus.ACTIVE, found.anchor(), null);
    }

    private ThreatView view(
            EntryRow row,
            DecodedEntry decoded,
            ThreatStatus status,
            @Nullable AnchorRow anchor,
            @Nullable Revocation revocation) {
        Entry entry = decoded.entry();
        ThreatAdded added = (ThreatAdded) entry.body();
        return new ThreatView(
                row.id(),
                row.index(),
                status,
                entry.owner(),
                claims(decoded, added, row),
                !decoded.sdDigests().isEmpty(),
                added.supersedes(),
                entry.issuedAtSeconds(),
                expires(entry),
                AnchorState.of(anchor, newestBlock.getAsLong()),
                revocation);
    }

    private static @Nullable Long expires(Entry entry) {
        Long ttl = ((ThreatAdded) entry.body()).claims().ttlSeconds();
        return ttl == null ? null : Long.valueOf(entry.issuedAtSeconds() + ttl);
    }

    private static ThreatClaims claims(DecodedEntry decoded, ThreatAdded added, EntryRow row) {
        return row.disclosures().isEmpty()
                ? added.claims()
                : added.claims().withRestricted(Disclosures.read(decoded, row.disclosures()));
    }

    private @Nullable Revocation revocation(ThreatRecord found, Moment moment) {
        EntryRow row = found.revocation();
        if (row == null || !moment.sees(row.index())) {
            return null;
        }
        Entry entry = EntryCodec.decode(row.leaf()).entry();
        return new Revocation(
                row.id(),
                row.index(),
                ((ThreatRevoked) entry.body()).reason(),
                entry.owner(),
                entry.issuedAtSeconds(),
                AnchorState.of(found.revocationAnchor(), newestBlock.getAsLong()));
    }
}
