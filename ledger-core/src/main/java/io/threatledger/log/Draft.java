package io.threatledger.log;

import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.BegunThreat;
import io.threatledger.store.Ending;
import io.threatledger.store.IdempotencyRow;
import io.threatledger.store.LedgerHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
    private final List<BegunThreat> threats = new ArrayList<>();
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
        RequestPart part = new RequestPart(view, new LeafIndex(base.size().value() + planned.size()), issuedAtSeconds);
        Outcome outcome = part.decide(request.changes());
        if (outcome instanceof Outcome.Appended) {
            overlay.absorb(part.overlay());
            planned.addAll(part.planned());
            threats.addAll(part.threats());
            endings.addAll(part.endings());
        }
        return outcome;
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

    List<BegunThreat> threats() {
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
