package io.threatledger.audit;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.BegunThreat;
import io.threatledger.store.Ending;
import io.threatledger.store.EntryRow;
import io.threatledger.store.Session;
import io.threatledger.store.ThreatRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of entries makes of a ledger: intervals that begin and end. The rules are those of the sequencer, read in
 * the other direction: there a state decides what is written, here what is written must fit the state.
 *
 * <p>Sees the rows of one session under what it derived so far. Owned by one thread, for one batch.
 */
final class Derivation {
    /** At most one entry of a line is active. */
    private record Line(String owner, String source, Target target) {}

    private final Session rows;
    private final List<EntryRow> entries = new ArrayList<>();
    private final List<BegunThreat> threats = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private final Map<EntryId, LeafIndex> ids = new HashMap<>();
    private final Map<LeafIndex, ThreatRow> begun = new HashMap<>();
    private final Set<LeafIndex> revoked = new HashSet<>();
    /** Lines that the batch touched; empty: nothing of it is active any more. */
    private final Map<Line, Optional<ThreatRow>> lines = new HashMap<>();

    private long issuedAtSeconds;

    /** @param issuedAtSeconds {@code iat} of the entry before */
    Derivation(Session rows, long issuedAtSeconds) {
        this.rows = rows;
        this.issuedAtSeconds = issuedAtSeconds;
    }

    /**
     * Takes the next entry.
     *
     * @throws Contradiction when it does not fit
     */
    void take(Leaf leaf) {
        long iat = leaf.entry().issuedAtSeconds();
        if (iat < issuedAtSeconds) {
            throw leaf.breaks("iat %d is before the former entry's %d".formatted(iat, issuedAtSeconds));
        }
        issuedAtSeconds = iat;
        requireNewId(leaf);
        entries.add(leaf.row());
        switch (leaf.entry().body()) {
            case ThreatAdded added -> add(leaf, added);
            case ThreatRevoked revocation -> revoke(leaf, revocation.threat());
        }
    }

    private void requireNewId(Leaf leaf) {
        LeafIndex same = indexOf(leaf.id());
        if (same != null) {
            throw leaf.breaks("has the id of entry " + Contradiction.count(same.value()));
        }
        ids.put(leaf.id(), leaf.index());
    }

    private void add(Leaf leaf, ThreatAdded added) {
        ThreatClaims claims = added.claims();
        String owner = leaf.entry().owner();
        Line line = new Line(owner, claims.source(), claims.target());
        ThreatRow former = active(line);
        EntryId formerId = former == null ? null : idOf(former.index());
        if (!Objects.equals(added.supersedes(), formerId)) {
            throw leaf.breaks("supersedes %s, the active entry of (%s, %s, %s) is %s"
                    .formatted(
                            named(added.supersedes()),
                            owner,
                            claims.source(),
                            claims.target().text(),
                            named(formerId)));
        }
        if (former != null) {
            endings.add(new Ending(former.index(), leaf.index(), Ending.Kind.SUPERSEDED));
        }
        Long ttl = claims.ttlSeconds();
        Long expires = ttl == null ? null : Long.valueOf(issuedAtSeconds + ttl);
        LeafIndex first = former == null ? leaf.index() : former.firstIndex();
        ThreatRow row = ThreatRow.begun(leaf.index(), first, owner, claims, issuedAtSeconds, expires);
        threats.add(new BegunThreat(row, claims));
        begun.put(leaf.index(), row);
        lines.put(line, Optional.of(row));
    }

    private void revoke(Leaf leaf, EntryId id) {
        LeafIndex index = indexOf(id);
        ThreatRow threat = index == null ? null : threatAt(index);
        if (threat == null) {
            throw leaf.breaks("revokes %s, which is no threat of the log before it".formatted(id));
        }
        if (threat.revokedIndex() != null || !revoked.add(threat.index())) {
            throw leaf.breaks("revokes %s, which is revoked already".formatted(id));
        }
        endings.add(new Ending(threat.index(), leaf.index(), Ending.Kind.REVOKED));
        Line line = new Line(threat.owner(), threat.source(), threat.target());
        ThreatRow active = active(line);
        if (active != null && active.index().equals(threat.index())) {
            lines.put(line, Optional.empty());
        }
    }

    private @Nullable ThreatRow active(Line line) {
        Optional<ThreatRow> touched = lines.get(line);
        return touched == null
                ? ThreatRow.active(rows, line.owner(), line.source(), line.target(), issuedAtSeconds)
                        .orElse(null)
                : touched.filter(row -> !row.isExpiredAt(issuedAtSeconds)).orElse(null);
    }

    private @Nullable LeafIndex indexOf(EntryId id) {
        LeafIndex here = ids.get(id);
        return here != null
                ? here
                : EntryRow.find(rows, id).map(EntryRow::index).orElse(null);
    }

    private @Nullable ThreatRow threatAt(LeafIndex index) {
        ThreatRow here = begun.get(index);
        return here != null ? here : ThreatRow.at(rows, index).orElse(null);
    }

    private EntryId idOf(LeafIndex index) {
        long first = entries.getFirst().index().value();
        return index.value() >= first
                ? entries.get((int) (index.value() - first)).id()
                : EntryRow.at(rows, index).orElseThrow().id();
    }

    private static String named(@Nullable EntryId id) {
        return id == null ? "nothing" : id.value();
    }

    long issuedAtSeconds() {
        return issuedAtSeconds;
    }

    List<EntryRow> entries() {
        return entries;
    }

    List<BegunThreat> threats() {
        return threats;
    }

    List<Ending> endings() {
        return endings;
    }
}
