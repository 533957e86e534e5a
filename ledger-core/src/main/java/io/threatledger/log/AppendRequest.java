package io.threatledger.log;

import io.threatledger.merkle.Digest;
import io.threatledger.store.IdempotencyRow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to the sequencer: all of its changes become entries, or none.
 *
 * @param changes 1 to {@link #CHANGES_MAX}, in the order they were sent
 * @param once makes a repeat get the first answer; null when the client sent no key
 * @param bytes size of the request's body, which the queue's bound counts
 * @param patience how long the request may stand in the queue before it is withdrawn
 */
public record AppendRequest(List<Change> changes, @Nullable Once once, int bytes, Duration patience) {
    /** Most changes of one request. */
    public static final int CHANGES_MAX = 1_000;

    /**
     * An {@code Idempotency-Key} and what it was sent for.
     *
     * @param fingerprint SHA-256 of the body
     */
    public record Once(IdempotencyRow.Scope scope, Digest fingerprint) {}

    public AppendRequest {
        changes = List.copyOf(changes);
        if (changes.isEmpty() || changes.size() > CHANGES_MAX) {
            throw new IllegalArgumentException("a request has 1 to " + CHANGES_MAX + " changes, not " + changes.size());
        }
    }
}
