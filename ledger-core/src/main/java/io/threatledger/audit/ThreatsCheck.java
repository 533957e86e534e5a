package io.threatledger.audit;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.store.LedgerTable;
import io.threatledger.store.RawRow;
import io.threatledger.store.RowKey;
import io.threatledger.store.Session;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Threats: a row for each {@code threat_added} entry and no other, each column as the entry has it, the chain's first
 * entry carried along, and both ends as the entries say, in both directions: an end that is there is an entry's, and an
 * entry that ends something is its end. A live one has each of its tags.
 */
final class ThreatsCheck implements Check<RowKey> {
    private static final LedgerTable THREATS = LedgerTable.THREATS;
    private static final long LIVE = 1;

    /** An entry and the row at its index; one of them may be missing. */
    private static final class Pair {
        @Nullable
        RawRow entry;

        @Nullable
        RawRow threat;
    }

    private final InstantSource clock;
    private final int pageRows;

    ThreatsCheck(InstantSource clock, int pageRows) {
        this.clock = clock;
        this.pageRows = pageRows;
    }

    @Override
    public String name() {
        return THREATS.word();
    }

    /** Goes along the entries: a page is so many of them and the rows between the first and the last. */
    @Override
    public CheckPage<RowKey> next(Session session, @Nullable RowKey after) {
        List<RawRow> entries = LedgerTable.ENTRIES.page(session, after, pageRows);
        boolean isLast = entries.size() < pageRows;
        long upTo = isLast ? Long.MAX_VALUE : number(entries.getLast());
        TreeMap<Long, Pair> pairs = new TreeMap<>();
        entries.forEach(row -> pairs.computeIfAbsent(number(row), i -> new Pair()).entry = row);
        THREATS.page(session, after, pageRows).stream()
                .filter(row -> number(row) <= upTo)
                .forEach(row -> pairs.computeIfAbsent(number(row), i -> new Pair()).threat = row);
        for (Pair pair : pairs.values()) {
            Damage damage = judge(session, pair);
            if (damage != null) {
                return CheckPage.damaged(entries.size(), damage);
            }
        }
        return isLast
                ? CheckPage.last(entries.size())
                : new CheckPage<>(entries.size(), null, entries.getLast().key());
    }

    private @Nullable Damage judge(Session session, Pair pair) {
        RawRow row = pair.threat;
        if (pair.entry == null) {
            return row == null ? null : Damage.tooMany(row, "no entry stands there");
        }
        RawRow at = pair.entry;
        Optional<DecodedEntry> entry = EntryFacts.decode(at);
        if (entry.isEmpty()) {
            return null;
        }
        return switch (entry.get().entry().body()) {
            case ThreatRevoked revoked ->
                row != null
                        ? Damage.tooMany(row, "the entry there is a threat_revoked")
                        : end(session, at, revoked.threat(), "revoked_idx");
            case ThreatAdded added ->
                row == null
                        ? Damage.missing(THREATS, at.key(), "the interval of the entry there")
                        : judge(session, at, entry.get(), added, row);
        };
    }

    private @Nullable Damage judge(Session session, RawRow at, DecodedEntry entry, ThreatAdded added, RawRow row) {
        ThreatClaims claims = added.claims();
        long issued = entry.entry().issuedAtSeconds();
        Long ttl = claims.ttlSeconds();
        Long expires = ttl == null ? null : Long.valueOf(issued + ttl);
        RawRow wanted = RawRow.wanted(
                THREATS,
                number(at),
                first(session, at, added, row),
                entry.entry().owner(),
                claims.source(),
                claims.category(),
                claims.severity().word(),
                claims.action().word(),
                claims.target().key(),
                issued,
                expires,
                row.value("revoked_idx"),
                row.value("superseded_idx"),
                live(row, expires),
                (long) claims.ratingTenths(),
                claims.confidence() == null ? null : Long.valueOf(claims.confidence()),
                claims.asn(),
                claims.asnName(),
                claims.country());
        Damage damage = Damage.between(row, wanted);
        if (damage == null) {
            damage = endedBy(session, at, row, "revoked_idx");
        }
        if (damage == null) {
            damage = endedBy(session, at, row, "superseded_idx");
        }
        if (damage == null && row.value("live") != null) {
            damage = TagsCheck.missing(session, entry.entry().owner(), claims.tags(), number(at));
        }
        return damage != null || added.supersedes() == null
                ? damage
                : end(session, at, added.supersedes(), "superseded_idx");
    }

    /** Its own index, or what the row of the entry it supersedes says, which stands before it and is checked by now. */
    private static @Nullable Object first(Session session, RawRow at, ThreatAdded added, RawRow row) {
        if (added.supersedes() == null) {
            return number(at);
        }
        return threatOf(session, added.supersedes())
                .map(former -> former.value("first_idx"))
                .orElse(row.value("first_idx"));
    }

    /** Null when it has ended, 1 as long as it has not; between its expiry and the upkeep's next turn it may be either. */
    private @Nullable Object live(RawRow row, @Nullable Long expires) {
        boolean hasEnded = row.value("revoked_idx") != null || row.value("superseded_idx") != null;
        if (hasEnded) {
            return null;
        }
        boolean mayHaveLapsed = expires != null && expires <= clock.instant().getEpochSecond();
        return mayHaveLapsed && row.value("live") == null ? null : (Object) LIVE;
    }

    /** An end that the row has is that of an entry which stands after it and names it. */
    private static @Nullable Damage endedBy(Session session, RawRow at, RawRow row, String column) {
        if (row.value(column) == null) {
            return null;
        }
        String wanted = "null, or the index of the entry that says so";
        Long by = row.number(column);
        Optional<RawRow> ending = by == null ? Optional.empty() : LedgerTable.ENTRIES.at(session, by);
        if (by == null || by <= number(at) || ending.isEmpty()) {
            return Damage.ofValue(row, column, wanted);
        }
        Optional<DecodedEntry> entry = EntryFacts.decode(ending.get());
        boolean says = entry.isEmpty()
                || (column.equals(columnEndedBy(entry.get()))
                        && String.valueOf(EntryFacts.named(entry.get())).equals(at.text("id")));
        return says ? null : Damage.ofValue(row, column, wanted);
    }

    private static String columnEndedBy(DecodedEntry entry) {
        return entry.entry().body() instanceof ThreatRevoked ? "revoked_idx" : "superseded_idx";
    }

    /** What this entry ends has it for its end. */
    private static @Nullable Damage end(Session session, RawRow at, EntryId ended, String column) {
        Optional<RawRow> row = threatOf(session, ended);
        return row.isEmpty() || at.key().parts().getFirst().equals(row.get().value(column))
                ? null
                : Damage.ofValue(row.get(), column, at.key() + ", the entry that says so");
    }

    private static Optional<RawRow> threatOf(Session session, EntryId id) {
        return EntryFacts.find(session, id).flatMap(entry -> THREATS.at(session, number(entry)));
    }

    /** The key of a row of either table: SQLite lets nothing but a whole number be one. */
    private static long number(RawRow row) {
        return (Long) row.key().parts().getFirst();
    }
}
