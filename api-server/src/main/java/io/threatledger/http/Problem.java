package io.threatledger.http;

import io.threatledger.gate.GateWord;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A refusal: thrown anywhere in a request, rendered once by the {@link ProblemStyle} of the API family. */
public final class Problem extends RuntimeException {
    /** When a closed gate is worth asking again, seconds. */
    public static final int CLOSED_GATE_RETRY_SECONDS = 5;

    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final String detail;
    private final @Nullable Integer retryAfterSeconds;
    private final @Nullable String code;
    private final @Nullable Integer position;

    private Problem(
            int status,
            String detail,
            @Nullable Integer retryAfterSeconds,
            @Nullable String code,
            @Nullable Integer position) {
        super(status + " " + detail, null, false, false);
        this.status = status;
        this.detail = detail;
        this.retryAfterSeconds = retryAfterSeconds;
        this.code = code;
        this.position = position;
    }

    private Problem(int status, String detail, @Nullable Integer retryAfterSeconds) {
        this(status, detail, retryAfterSeconds, null, null);
    }

    /** Any status from 400 on, with the text to show. */
    public static Problem of(int status, String detail) {
        return new Problem(status, detail, null);
    }

    /** 422: the request was understood and names something that cannot be. The text names field, value and want. */
    public static Problem invalid(String detail) {
        return of(422, detail);
    }

    public static Problem badRequest(String detail) {
        return of(400, detail);
    }

    /** 401, the same for a missing, an unknown and a revoked key. */
    public static Problem unauthorized() {
        return of(401, "Invalid API key");
    }

    public static Problem forbidden(String detail) {
        return of(403, detail);
    }

    public static Problem notFound(String detail) {
        return of(404, detail);
    }

    /** 404 for what will be there: a proof whose anchor is not mined yet. */
    public static Problem notYet(String detail, int retryAfterSeconds) {
        return new Problem(404, detail, retryAfterSeconds);
    }

    public static Problem tooMany(String detail, int retryAfterSeconds) {
        return new Problem(429, detail, retryAfterSeconds);
    }

    /** 503: the gate is closed, nothing was written. */
    public static Problem unavailable(GateWord word) {
        return unavailable("Blockchain unavailable: " + word.word(), CLOSED_GATE_RETRY_SECONDS);
    }

    /** 503 for another reason than the gate: a full queue, a store that does not answer. */
    public static Problem unavailable(String detail, int retryAfterSeconds) {
        return new Problem(503, detail, retryAfterSeconds);
    }

    public static Problem payloadTooLarge(long maxBytes) {
        return of(413, "The body is larger than " + maxBytes + " bytes");
    }

    /**
     * The same under a word of its own, for families that tell programs more than the status.
     *
     * @param position offset in the text that was asked for, where it goes wrong
     */
    public Problem coded(String word, @Nullable Integer position) {
        return new Problem(status, detail, retryAfterSeconds, word, position);
    }

    public int status() {
        return status;
    }

    /** The one string a client reads. Holds nothing that the client may not know. */
    public String detail() {
        return detail;
    }

    /** When to try again, seconds from now; null when trying again would not help. */
    public @Nullable Integer retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** A word for programs; null where the status says it all. */
    public @Nullable String code() {
        return code;
    }

    /** Where in the text that was asked for it goes wrong; null when it is not about a place in a text. */
    public @Nullable Integer position() {
        return position;
    }
}
