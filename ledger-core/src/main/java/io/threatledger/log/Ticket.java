package io.threatledger.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** A request in the queue. Either its client withdraws it or the sequencer takes it: whoever is first. */
final class Ticket {
    private enum State {
        QUEUED,
        TAKEN,
        WITHDRAWN
    }

    private final AppendRequest request;
    private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
    private final CompletableFuture<Outcome> answer = new CompletableFuture<>();

    Ticket(AppendRequest request) {
        this.request = request;
    }

    AppendRequest request() {
        return request;
    }

    int entries() {
        return request.changes().size();
    }

    /** The sequencer's claim; false when the client has withdrawn. */
    boolean take() {
        return state.compareAndSet(State.QUEUED, State.TAKEN);
    }

    void answer(Outcome outcome) {
        answer.complete(outcome);
    }

    void fail(OutcomeUnknown unknown) {
        answer.completeExceptionally(unknown);
    }

    /** Waits for the answer: in the queue until the request's patience is over, once taken as long as the commit takes. */
    Outcome await() throws InterruptedException {
        try {
            return answer.get(request.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return state.compareAndSet(State.QUEUED, State.WITHDRAWN) ? new Outcome.Withdrawn() : awaitTaken();
        } catch (ExecutionException e) {
            throw unknown(e);
        }
    }

    private Outcome awaitTaken() throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw unknown(e);
        }
    }

    private static OutcomeUnknown unknown(ExecutionException e) {
        return e.getCause() instanceof OutcomeUnknown known ? known : new OutcomeUnknown("the sequencer failed: " + e);
    }
}
