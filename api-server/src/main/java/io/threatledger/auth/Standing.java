package io.threatledger.auth;

/**
 * Where a caller stands in its quota, for {@code X-RateLimit-*}.
 *
 * @param limit requests in the window
 * @param remaining what is left of them after this request
 * @param resetSeconds the window's end, seconds since the epoch
 */
public record Standing(long limit, long remaining, long resetSeconds) {
    /** As if this request had cost nothing. */
    Standing refunded() {
        return new Standing(limit, Math.min(limit, remaining + 1), resetSeconds);
    }
}
