package io.threatledger.publishing;

import io.javalin.http.Context;
import io.threatledger.gate.Gate;
import io.threatledger.gate.Verdict;
import io.threatledger.http.Problem;
import io.threatledger.log.AppendRequest;
import io.threatledger.log.Change;
import io.threatledger.log.Outcome;
import io.threatledger.log.OutcomeUnknown;
import io.threatledger.log.Sequencer;
import io.threatledger.store.IdempotencyRow;
import io.threatledger.store.StorageException;
import io.threatledger.store.Watermark;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands admitted changes to the sequencer, waits until they are anchored, and maps what came of it to a status: the one
 * place where an {@link Outcome} becomes HTTP.
 */
public final class Publishing {
    private static final int RETRY_SECONDS = 1;

    private final Gate gate;
    private final Sequencer sequencer;
    private final Watermark published;
    private final LongSupplier nanos;

    /**
     * For the routes of one API family.
     *
     * @param published advanced when a checkpoint is signed
     * @param nanos a monotonic clock, nanoseconds
     */
    public Publishing(Gate gate, Sequencer sequencer, Watermark published, LongSupplier nanos) {
        this.gate = gate;
        this.sequencer = sequencer;
        this.published = published;
        this.nanos = nanos;
    }

    /**
     * What became of a request that was appended.
     *
     * @param items as in {@link Outcome.Appended}
     * @param isAnchored whether its anchor was mined within the wait
     */
    public record Published(List<IdempotencyRow.Item> items, boolean isAnchored) {}

    /**
     * Appends and waits, as long as the request's {@code Prefer} says. Whatever else the outcome is, it is thrown as a
     * {@link Problem}.
     *
     * @param once makes a repeat get the first answer; null: there is no telling a repeat
     * @param words of the API family for what the state of the ledger refuses
     */
    public Published publish(
            Context ctx,
            List<Change> changes,
            AppendRequest.@Nullable Once once,
            Function<Outcome.Refusal, Problem> words) {
        long began = nanos.getAsLong();
        Wait wait = Wait.of(Collections.list(ctx.req().getHeaders("Prefer")));
        Verdict verdict = gate.verdict();
        if (verdict.closedBy() != null) {
            throw Problem.unavailable(verdict.closedBy());
        }
        AppendRequest request = new AppendRequest(changes, once, ctx.bodyAsBytes().length, wait.inQueue());
        try {
            Outcome.Appended appended = appended(sequencer.append(request), words);
            Duration left = wait.atMost().minusNanos(nanos.getAsLong() - began);
            return new Published(
                    appended.items(), published.await(appended.reach().value(), left));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknown("interrupted while a publish was under way");
        }
    }

    private static Outcome.Appended appended(Outcome outcome, Function<Outcome.Refusal, Problem> words) {
        return switch (outcome) {
            case Outcome.Appended appended -> appended;
            case Outcome.Refusal refusal -> throw words.apply(refusal);
            case Outcome.Closed closed -> throw Problem.unavailable(closed.word());
            case Outcome.QueueFull full ->
                throw Problem.unavailable("Too many publishes are waiting, nothing was written", RETRY_SECONDS);
            case Outcome.Withdrawn withdrawn ->
                throw Problem.unavailable(
                        "Too many publishes stood before this one, nothing was written", RETRY_SECONDS);
        };
    }

    /** What is appended must not be answered 503: a client that reads it as "nothing was written" would write again. */
    public static <T> T afterCommit(Supplier<T> read) {
        try {
            return read.get();
        } catch (StorageException e) {
            throw new OutcomeUnknown("appended, but it cannot be read back: " + e.getMessage());
        }
    }
}
