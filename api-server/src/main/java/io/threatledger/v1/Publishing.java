package io.threatledger.v1;

import io.javalin.http.Context;
import io.threatledger.auth.Caller;
import io.threatledger.entry.InvalidField;
import io.threatledger.gate.Gate;
import io.threatledger.gate.Verdict;
import io.threatledger.http.Problem;
import io.threatledger.log.AppendRequest;
import io.threatledger.log.Change;
import io.threatledger.log.Outcome;
import io.threatledger.log.OutcomeUnknown;
import io.threatledger.log.Sequencer;
import io.threatledger.merkle.Digest;
import io.threatledger.store.IdempotencyRow;
import io.threatledger.store.Watermark;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands admitted changes to the sequencer, waits until they are anchored, and maps what came of it to a status: the one
 * place where an {@link Outcome} becomes HTTP.
 */
final class Publishing {
    /** Characters of an {@code Idempotency-Key}. */
    static final int KEY_CHARACTERS_MAX = 255;

    private static final int RETRY_SECONDS = 1;

    private final Gate gate;
    private final Sequencer sequencer;
    private final Watermark published;
    private final LongSupplier nanos;

    /** @param nanos a monotonic clock, nanoseconds */
    Publishing(Gate gate, Sequencer sequencer, Watermark published, LongSupplier nanos) {
        this.gate = gate;
        this.sequencer = sequencer;
        this.published = published;
        this.nanos = nanos;
    }

    /**
     * What became of a request that was appended.
     *
     * @param items one for each change
     * @param isAnchored whether its anchor was mined within the wait
     */
    record Published(List<IdempotencyRow.Item> items, boolean isAnchored) {}

    /** Appends and waits. Whatever else the outcome is, it is thrown as a {@link Problem}. */
    Published publish(Context ctx, Caller caller, List<Change> changes) {
        long began = nanos.getAsLong();
        Wait wait = Wait.of(Collections.list(ctx.req().getHeaders("Prefer")));
        AppendRequest.Once once = once(ctx, caller);
        Verdict verdict = gate.verdict();
        if (verdict.closedBy() != null) {
            throw Problem.unavailable(verdict.closedBy());
        }
        AppendRequest request = new AppendRequest(changes, once, ctx.bodyAsBytes().length, wait.inQueue());
        try {
            Outcome.Appended appended = appended(sequencer.append(request));
            Duration left = wait.atMost().minusNanos(nanos.getAsLong() - began);
            return new Published(
                    appended.items(), published.await(appended.reach().value(), left));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknown("interrupted while a publish was under way");
        }
    }

    private static Outcome.Appended appended(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Appended appended -> appended;
            case Outcome.UnknownThreat unknown -> throw Problem.notFound("Threat not found");
            case Outcome.KeyReused reused ->
                throw Problem.invalid("Idempotency-Key: used with another body in the last 24 hours"
                        + " (wanted: a new key, or the same body)");
            case Outcome.Closed closed -> throw Problem.unavailable(closed.word());
            case Outcome.QueueFull full ->
                throw Problem.unavailable("Too many publishes are waiting, nothing was written", RETRY_SECONDS);
            case Outcome.Withdrawn withdrawn ->
                throw Problem.unavailable(
                        "Too many publishes stood before this one, nothing was written", RETRY_SECONDS);
        };
    }

    private static AppendRequest.@Nullable Once once(Context ctx, Caller caller) {
        String key = ctx.header("Idempotency-Key");
        if (key == null) {
            return null;
        }
        if (key.isEmpty() || key.length() > KEY_CHARACTERS_MAX || !key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw Problem.invalid("Idempotency-Key: " + InvalidField.shown(key) + " (wanted: 1 to " + KEY_CHARACTERS_MAX
                    + " visible ASCII characters)");
        }
        String route = ctx.req().getMethod() + " " + ctx.path();
        return new AppendRequest.Once(
                new IdempotencyRow.Scope(caller.accountId(), route, key), fingerprint(ctx.bodyAsBytes()));
    }

    private static Digest fingerprint(byte[] body) {
        try {
            return Digest.of(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
