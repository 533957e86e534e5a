package io.threatledger.log;

import io.threatledger.entry.ThreatClaims;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.Ending;
import io.threatledger.store.IdempotencyRow;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.ThreatRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A batch while it is decided: request by request, each against a state that includes the earlier ones.
 *
 * <p>A refused request leaves no trace in it. Owned by the sequencer thread.
 */
final class Draft {
    /** A request with what it is answered when the batch is committed. */
    record Decided(Ticket ticket, Outcome outcome) {}

    private final LedgerHead base;
    private final long issuedAtSeconds;
    private final View view;
    private final Overlay overlay = new Overlay();
    private final List<Planned> planned = new ArrayList<>();
    private final List<ThreatRow> threats = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private final List<IdempotencyRow> answers = new ArrayList<>();
    private final List<Decided> decided = new ArrayList<>();

    /** @param committed the ledger as it will be when the batch before this one is committed */
    Draft(LedgerHead base, long issuedAtSeconds, View committed) {
        this.base = base;
        this.issuedAtSeconds = issuedAtSeconds;
        this.view = committed.under(overlay);
    }

    void decide(Ticket ticket) {
        AppendRequest.Once once = ticket.request().once();
        Outcome outcome = once == null ? append(ticket.request()) : appendOnce(ticket.request(), once);
        decided.add(new Decided(ticket, outcome));
    }

    private Outcome appendOnce(AppendRequest request, AppendRequest.Once once) {
        Optional<IdempotencyRow> before = view.answered(once.scope());
        if (before.isPresent()) {
            return before.get().fingerprint().equals(once.fingerprint())
                    ? Outcome.Appended.of(before.get().answer())
                    : new Outcome.KeyReused();
        }
        Outcome outcome = append(request);
        if (outcome instanceof Outcome.Appended appended) {
            var answer = new IdempotencyRow(once.scope(), once.fingerprint(), appended.items(), issuedAtSeconds);
            overlay.setAnswer(answer);
            answers.add(answer);
        }
        return outcome;
    }

    private Outcome append(AppendRequest request) {
        Part part = new Part();
        List<IdempotencyRow.Item> items = new ArrayList<>();
        for (Change change : request.changes()) {
            IdempotencyRow.Item item = switch (change) {
                case Change.AddThreat add -> part.add(add);
                case Change.RevokeThreat revoke -> part.revoke(revoke);
            };
            if (item == null) {
                return new Outcome.UnknownThreat(items.size());
            }
            items.add(item);
        }
        part.join();
        return Outcome.Appended.of(items);
    }

    /** The part of one request: it joins the batch as a whole or is forgotten as a whole. */
    private final class Part {
        private final Overlay mine = new Overlay();
        private final View seen = view.under(mine);
        private final List<Planned> myPlanned = new ArrayList<>();
        private final List<ThreatRow> myThreats = new ArrayList<>();
        private final List<Ending> myEndings = new ArrayList<>();

        IdempotencyRow.Item add(Change.AddThreat change) {
            ThreatClaims claims = change.claims();
            Overlay.Line line = new Overlay.Line(change.owner(), claims.source(), claims.target());
            Overlay.Active former = seen.active(line).orElse(null);
            if (former != null && change.unlessActive() && former.claims().get().equals(claims)) {
                return new IdempotencyRow.Item(former.index(), true);
            }
            Planned entry = plan(change, former == null ? null : former.ref());
            LeafIndex first = former == null ? entry.index() : former.firstIndex();
            Long ttl = claims.ttlSeconds();
            Long expires = ttl == null ? null : Long.valueOf(issuedAtSeconds + ttl);
            if (former != null) {
                myEndings.add(new Ending(former.index(), entry.index(), Ending.Kind.SUPERSEDED));
            }
            myThreats.add(ThreatRow.begun(entry.index(), first, change.owner(), claims, issuedAtSeconds, expires));
            mine.setActive(line, new Overlay.Active(entry, entry.index(), first, expires, () -> claims));
            return new IdempotencyRow.Item(entry.index(), false);
        }

        /** Null when there is no such threat. */
        IdempotencyRow.@Nullable Item revoke(Change.RevokeThreat change) {
            ThreatRow threat = seen.threat(change.threat()).orElse(null);
            if (threat == null) {
                return null;
            }
            LeafIndex before = seen.revokedBy(threat);
            if (before != null) {
                return new IdempotencyRow.Item(before, true);
            }
            Planned entry = plan(change, new EntryRef.Signed(change.threat()));
            myEndings.add(new Ending(threat.index(), entry.index(), Ending.Kind.REVOKED));
            mine.setRevoked(threat.index(), entry.index());
            Overlay.Line line = new Overlay.Line(threat.owner(), threat.source(), threat.target());
            seen.active(line)
                    .filter(active -> active.index().equals(threat.index()))
                    .ifPresent(active -> mine.clearLine(line));
            return new IdempotencyRow.Item(entry.index(), false);
        }

        private Planned plan(Change change, @Nullable EntryRef names) {
            long offset = (long) planned.size() + myPlanned.size();
            Planned entry = new Planned(new LeafIndex(base.size().value() + offset), change, issuedAtSeconds, names);
            myPlanned.add(entry);
            return entry;
        }

        void join() {
            overlay.absorb(mine);
            planned.addAll(myPlanned);
            threats.addAll(myThreats);
            endings.addAll(myEndings);
        }
    }

    LedgerHead base() {
        return base;
    }

    long issuedAtSeconds() {
        return issuedAtSeconds;
    }

    View view() {
        return view;
    }

    Overlay overlay() {
        return overlay;
    }

    List<Planned> planned() {
        return planned;
    }

    List<ThreatRow> threats() {
        return threats;
    }

    List<Ending> endings() {
        return endings;
    }

    List<IdempotencyRow> answers() {
        return answers;
    }

    List<Decided> decided() {
        return decided;
    }

    /** Tells everyone what was decided; to be called when it is true. */
    void answer() {
        decided.forEach(each -> each.ticket().answer(each.outcome()));
    }

    /** Tells everyone that nothing was written. */
    void answerInstead(Outcome outcome) {
        decided.forEach(each -> each.ticket().answer(Objects.requireNonNull(outcome)));
    }

    /** Tells everyone that nobody can say what happened. */
    void fail(OutcomeUnknown unknown) {
        decided.forEach(each -> each.ticket().fail(unknown));
    }
}
