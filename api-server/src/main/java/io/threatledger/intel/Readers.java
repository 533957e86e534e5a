package io.threatledger.intel;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Access;
import io.threatledger.auth.Caller;
import io.threatledger.auth.Limits;
import io.threatledger.auth.Plan;
import io.threatledger.auth.Standing;
import io.threatledger.http.Routes;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Who asks, and the headers that tell it so on every answer of the family: which tier it is taken for, and what is left
 * of that tier's quota after this request. What did not count (401, 429, 503, paths that there are not) takes nothing off.
 */
final class Readers implements Routes {
    private static final String TIER = "X-Tier";
    private static final String FAMILY = "/api";
    private static final String PUBLISHERS = "/api/v1";

    private final Access access;
    private final Limits limits;

    Readers(Access access, Limits limits) {
        this.access = access;
        this.limits = limits;
    }

    /** After the limits' own filter, which gives back what did not count. */
    @Override
    public void register(RoutesConfig routes) {
        routes.after(ctx -> {
            if (owns(ctx.req().getRequestURI()) && !ctx.res().isCommitted() && !isLabelled(ctx)) {
                label(ctx, access.readerAnswered(ctx));
            }
        });
    }

    /** The plan of who asks. Charges its quota, and writes the headers: an answer may be streamed from here on. */
    Plan plan(Context ctx) {
        Optional<Caller> caller = access.reader(ctx);
        label(ctx, caller);
        ctx.header("Cache-Control", "no-store");
        ctx.res().addHeader("Vary", "Authorization");
        return access.plan(caller);
    }

    /** Whether the key of a stream's request still stands for what it stood for when the stream began. */
    BooleanSupplier unchanged(Context ctx) {
        return access.unchanged(ctx, "api_key");
    }

    /** The headers of an answer. */
    static Map<String, String> headers(Plan plan, Standing standing) {
        return Map.of(
                TIER,
                plan.name(),
                "X-Tier-Label",
                plan.label(),
                "X-RateLimit-Limit",
                Long.toString(standing.limit()),
                "X-RateLimit-Remaining",
                Long.toString(standing.remaining()),
                "X-RateLimit-Reset",
                Long.toString(standing.resetSeconds()));
    }

    private void label(Context ctx, Optional<Caller> caller) {
        headers(access.plan(caller), limits.standing(ctx, caller)).forEach(ctx::header);
    }

    /** What was written when the request was charged is true unless that was given back since. */
    private static boolean isLabelled(Context ctx) {
        return ctx.res().containsHeader(TIER) && !Limits.isFree(ctx.statusCode());
    }

    private static boolean owns(String path) {
        return isBelow(path, FAMILY) && !isBelow(path, PUBLISHERS);
    }

    private static boolean isBelow(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
