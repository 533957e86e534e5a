package io.threatledger.log;

import io.threatledger.entry.InvalidField;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.BegunThreat;
import io.threatledger.store.Ending;
import io.threatledger.store.IdempotencyRow;
import io.threatledger.store.ThreatRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one request adds to a batch: it joins the batch as a whole or is forgotten as a whole. Owned by the sequencer thread.
 */
final class RequestPart {
    private final LeafIndex first;
    private final long issuedAtSeconds;
    private final Overlay overlay = new Overlay();
    private final View seen;
    private final List<Planned> planned = new ArrayList<>();
    private final List<BegunThreat> threats = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private final List<IdempotencyRow.Item> items = new ArrayList<>();

    /**
     * @param before the ledger as the requests before this one leave it
     * @param first where its first entry goes
     */
    RequestPart(View before, LeafIndex first, long issuedAtSeconds) {
        this.first = first;
        this.issuedAtSeconds = issuedAtSeconds;
        this.seen = before.under(overlay);
    }

    /** Decides one change after the other; the first that is refused is the outcome of all. */
    Outcome decide(List<Change> changes) {
        for (int i = 0; i < changes.size(); i++) {
            Outcome refusal = switch (changes.get(i)) {
                case Change.AddThreat add -> add(add.owner(), add.claims(), add.unlessActive());
                case Change.RevokeThreat revoke -> revoke(revoke, i);
                case Change.AddIndicator add -> addIndicator(add);
                case Change.AmendIndicator amend -> amend(amend);
                case Change.RevokeIndicator revoke -> revokeAll(revoke);
            };
            if (refusal != null) {
                return refusal;
            }
        }
        return Outcome.Appended.of(items);
    }

    private @Nullable Outcome add(String owner, ThreatClaims claims, boolean unlessActive) {
        Overlay.Line line = new Overlay.Line(owner, claims.source(), claims.target());
        Overlay.Active former = seen.active(line).orElse(null);
        if (former != null && unlessActive && former.claims().get().equals(claims)) {
            return answer(former.index(), true);
        }
        Planned entry = Planned.added(next(), owner, issuedAtSeconds, claims, former == null ? null : former.ref());
        LeafIndex chain = former == null ? entry.index() : former.firstIndex();
        Long expires = expiry(claims);
        if (former != null) {
            endings.add(new Ending(former.index(), entry.index(), Ending.Kind.SUPERSEDED));
        }
        planned.add(entry);
        threats.add(new BegunThreat(
                ThreatRow.begun(entry.index(), chain, owner, claims, issuedAtSeconds, expires), claims));
        overlay.setActive(line, new Overlay.Active(entry, entry.index(), chain, expires, () -> claims));
        return answer(entry.index(), false);
    }

    private @Nullable Outcome revoke(Change.RevokeThreat change, int number) {
        ThreatRow threat = seen.threat(change.threat()).orElse(null);
        if (threat == null) {
            return new Outcome.UnknownThreat(number);
        }
        LeafIndex before = seen.revokedBy(threat);
        if (before != null) {
            return answer(before, true);
        }
        Overlay.Line line = new Overlay.Line(threat.owner(), threat.source(), threat.target());
        revoke(change.owner(), new EntryRef.Signed(change.threat()), threat.index(), change.reason());
        seen.active(line)
                .filter(active -> active.index().equals(threat.index()))
                .ifPresent(active -> overlay.clearLine(line));
        return null;
    }

    private @Nullable Outcome addIndicator(Change.AddIndicator change) {
        return seen.active(change.owner(), change.claims().target()).isEmpty()
                ? add(change.owner(), change.claims(), false)
                : new Outcome.IndicatorExists();
    }

    private @Nullable Outcome amend(Change.AmendIndicator change) {
        List<View.Spoken> spoken = seen.active(change.owner(), change.target());
        if (spoken.isEmpty()) {
            return new Outcome.UnknownIndicator();
        }
        Overlay.Active former = spoken.getFirst().active();
        try {
            return amend(change, former, former.claims().get());
        } catch (InvalidField e) {
            return new Outcome.Refused(e);
        }
    }

    private @Nullable Outcome amend(Change.AmendIndicator change, Overlay.Active former, ThreatClaims said) {
        ThreatClaims amended = change.amendment().apply(said);
        if (!amended.target().equals(said.target())) {
            throw new InvalidField(
                    "target", amended.target().text(), said.target().text());
        }
        Long expires = change.keepsExpiry() ? former.expiresAtSeconds() : expiry(amended);
        ThreatClaims wanted = amended.toBuilder()
                .source(said.source()) // another one would be another entry beside this
                .ttlSeconds(expires == null ? null : Long.valueOf(expires - issuedAtSeconds))
                .build();
        boolean isSaid = Objects.equals(expires, former.expiresAtSeconds())
                && wanted.toBuilder().ttlSeconds(said.ttlSeconds()).build().equals(said);
        return isSaid ? answer(former.index(), true) : add(change.owner(), wanted, false);
    }

    private @Nullable Outcome revokeAll(Change.RevokeIndicator change) {
        List<View.Spoken> spoken = seen.active(change.owner(), change.target());
        if (spoken.isEmpty()) {
            return new Outcome.UnknownIndicator();
        }
        if (spoken.size() > Change.RevokeIndicator.ENTRIES_MAX) {
            return new Outcome.TooManyEntries();
        }
        for (View.Spoken each : spoken) {
            revoke(change.owner(), each.active().ref(), each.active().index(), change.reason());
            overlay.clearLine(each.line());
        }
        return null;
    }

    private void revoke(String owner, EntryRef threat, LeafIndex index, String reason) {
        Planned entry = Planned.revoked(next(), owner, issuedAtSeconds, threat, reason);
        planned.add(entry);
        endings.add(new Ending(index, entry.index(), Ending.Kind.REVOKED));
        overlay.setRevoked(index, entry.index());
        answer(entry.index(), false);
    }

    private @Nullable Long expiry(ThreatClaims claims) {
        Long ttl = claims.ttlSeconds();
        return ttl == null ? null : Long.valueOf(issuedAtSeconds + ttl);
    }

    private LeafIndex next() {
        return new LeafIndex(first.value() + planned.size());
    }

    /** Never a refusal. */
    private @Nullable Outcome answer(LeafIndex index, boolean existing) {
        items.add(new IdempotencyRow.Item(index, existing));
        return null;
    }

    Overlay overlay() {
        return overlay;
    }

    List<Planned> planned() {
        return planned;
    }

    List<BegunThreat> threats() {
        return threats;
    }

    List<Ending> endings() {
        return endings;
    }
}
