package io.threatledger.query.exchange;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.log.TestLedger;
import io.threatledger.store.EntryRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fold of the exchange as its definition has it: a list of what was said, from the entries alone, and a few loops. */
final class NaiveFold {
    private static final int ENTRIES_MAX = 1_000;

    /** An entry, and what became of it. */
    static final class Told {
        final long index;
        final EntryId id;
        final String owner;
        final ThreatClaims claims;
        final long issuedAt;
        final @Nullable Told former;

        @Nullable
        Long revokedBy;

        boolean isSuperseded;

        Told(long index, EntryId id, DecodedEntry entry, ThreatClaims claims, @Nullable Told former) {
            this.index = index;
            this.id = id;
            this.owner = entry.entry().owner();
            this.claims = claims;
            this.issuedAt = entry.entry().issuedAtSeconds();
            this.former = former;
        }

        boolean hasExpired(long now) {
            Long ttl = claims.ttlSeconds();
            return ttl != null && issuedAt + ttl <= now;
        }

        boolean isActive(long now) {
            return revokedBy == null && !isSuperseded && !hasExpired(now);
        }

        Told chainBegin() {
            return former == null ? this : former.chainBegin();
        }
    }

    private final List<Told> told;
    private final List<Long> times;
    private final long now;

    private NaiveFold(List<Told> told, List<Long> times, long now) {
        this.told = told;
        this.times = times;
        this.now = now;
    }

    static NaiveFold of(TestLedger ledger) {
        Map<EntryId, Told> told = new LinkedHashMap<>();
        List<Long> times = new ArrayList<>();
        List<EntryRow> rows = ledger.database().read(session -> EntryRow.page(session, 0, ENTRIES_MAX));
        for (EntryRow row : rows) {
            DecodedEntry entry = EntryCodec.decode(row.leaf());
            times.add(entry.entry().issuedAtSeconds());
            if (entry.entry().body() instanceof ThreatRevoked revoked) {
                Optional.ofNullable(told.get(revoked.threat())).orElseThrow().revokedBy =
                        row.index().value();
            } else if (entry.entry().body() instanceof ThreatAdded added) {
                Told former = added.supersedes() == null ? null : told.get(added.supersedes());
                if (former != null) {
                    former.isSuperseded = true;
                }
                told.put(row.id(), new Told(row.index().value(), row.id(), entry, added.claims(), former));
            }
        }
        return new NaiveFold(
                List.copyOf(told.values()), times, ledger.clock().instant().getEpochSecond());
    }

    List<Told> told() {
        return told;
    }

    /** When each entry, of either kind, was made. */
    List<Long> times() {
        return times;
    }

    Stream<Target> targets(String owner) {
        return told.stream()
                .filter(each -> each.owner.equals(owner))
                .map(each -> each.claims.target())
                .distinct();
    }

    /** Everything the owner ever said of it, oldest first. */
    private List<Told> of(String owner, Target target) {
        return told.stream()
                .filter(each -> each.owner.equals(owner) && each.claims.target().equals(target))
                .toList();
    }

    /** The entry that shows the indicator. */
    Optional<Told> active(String owner, Target target) {
        return of(owner, target).stream()
                .filter(each -> each.isActive(now))
                .max(Comparator.comparingLong(e -> e.index));
    }

    /** The entry that shows an indicator which merely expired. */
    Optional<Told> inactive(String owner, Target target) {
        List<Told> all = of(owner, target);
        return active(owner, target).isPresent() || all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.getLast()).filter(last -> last.revokedBy == null);
    }

    /** The entry that was taken back last, of an indicator that was. */
    Optional<Told> deleted(String owner, Target target) {
        List<Told> all = of(owner, target);
        return active(owner, target).isPresent() || all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.getLast()).filter(last -> last.revokedBy != null);
    }

    OwnedIndicator indicator(Told shown) {
        return new OwnedIndicator(
                of(shown.owner, shown.claims.target()).getFirst().index,
                shown.owner,
                shown.id,
                shown.claims,
                shown.chainBegin().issuedAt,
                shown.issuedAt,
                shown.isActive(now));
    }
}
