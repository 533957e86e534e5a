package io.threatledger.http;

import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of other origins read answers (Fetch standard, section 3.2). Never with credentials: a key goes into
 * {@code Authorization}, so a page has to hold it.
 */
final class Cors {
    private static final String ANY = "*";
    private static final String METHODS = "GET, POST, DELETE, OPTIONS";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, Prefer, X-Request-Id";
    private static final String ANSWER_HEADERS = "ETag, Link, Location, Retry-After, X-RateLimit-Limit,"
            + " X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id, X-Tier, X-Tier-Label, X-Total-Count";
    /** How long a browser may remember the answer to a preflight, seconds. */
    private static final String PREFLIGHT_KEPT_SECONDS = "600";

    private final List<String> origins;

    Cors(List<String> origins) {
        this.origins = origins;
    }

    /** Answers a preflight for good; adds to any other answer what the page's browser looks for. */
    void apply(Context ctx) {
        if (origins.isEmpty()) {
            return;
        }
        boolean any = origins.contains(ANY);
        if (!any) {
            ctx.res().addHeader("Vary", "Origin");
        }
        String origin = ctx.header("Origin");
        if (origin == null || !(any || origins.contains(origin))) {
            return;
        }
        ctx.header("Access-Control-Allow-Origin", any ? ANY : origin);
        ctx.header("Access-Control-Expose-Headers", ANSWER_HEADERS);
        if (isPreflight(ctx.req().getMethod(), ctx.header("Access-Control-Request-Method"))) {
            ctx.header("Access-Control-Allow-Methods", METHODS);
            ctx.header("Access-Control-Allow-Headers", REQUEST_HEADERS);
            ctx.header("Access-Control-Max-Age", PREFLIGHT_KEPT_SECONDS);
            ctx.status(204).skipRemainingHandlers();
        }
    }

    private static boolean isPreflight(String method, @Nullable String wanted) {
        return "OPTIONS".equals(method) && wanted != null;
    }
}
