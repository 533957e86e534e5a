package io.threatledger.auth;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.threatledger.http.Problem;
import io.threatledger.http.RouteLimit;
import io.threatledger.http.Routes;
import io.threatledger.http.Sources;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How often one may ask: each source by route and minute ({@link RouteLimit}), each account, or source without a key, by
 * the plan's window. Registered before all other routes; {@link Access} charges the quota when the caller is known.
 */
public final class Limits implements Routes {
    /** Sources that are remembered; the longest unseen is dropped. */
    public static final int SOURCES_MAX = 100_000;

    /** Answers that cost nothing: who was not let in, who came too often, and what the node could not do. */
    private static final Set<Integer> FREE_STATUSES = Set.of(401, 429, 503);

    private static final String CHARGED = Limits.class.getName();

    private record Charged(String subject, Standing standing) {}

    private final Plans plans;
    private final Sources sources;
    private final InstantSource clock;
    private final boolean enforced;
    private final RouteCounts routeCounts = new RouteCounts();
    private final Quotas quotas = new Quotas();
    private final ConcurrentHashMap<Long, Long> lastUsed = new ConcurrentHashMap<>();

    /**
     * The limits of one node.
     *
     * @param enforced false counts nothing and refuses nobody: for benchmarks
     */
    public Limits(Plans plans, Sources sources, InstantSource clock, boolean enforced) {
        this.plans = plans;
        this.sources = sources;
        this.clock = clock;
        this.enforced = enforced;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.beforeMatched(this::countRoute);
        routes.after(this::settle);
    }

    /** Where the caller stands; empty when this request is outside quotas. */
    public Optional<Standing> standing(Context ctx) {
        return Optional.ofNullable(charged(ctx)).map(Charged::standing);
    }

    /**
     * Where the caller stands by now: with what this request costs once that is charged, and without it once that is
     * given back.
     */
    public Standing standing(Context ctx, Optional<Caller> caller) {
        return standing(ctx).orElseGet(() -> standing(subject(ctx, caller), plan(caller)));
    }

    /** Where somebody without a key stands whose request could not be read. */
    public Standing standingOfUnread(String peer) {
        return standing(Quotas.source(sources.ofUnread(peer).text()), anonymous());
    }

    Quotas quotas() {
        return quotas;
    }

    /** Keys and when they were used last; grows with the keys there are. */
    Map<Long, Long> lastUsed() {
        return lastUsed;
    }

    Plans plans() {
        return plans;
    }

    Optional<Long> lastUsed(long keyId) {
        return Optional.ofNullable(lastUsed.get(keyId));
    }

    /** The plan of who shows no key. */
    public Plan anonymous() {
        return plans.anonymous();
    }

    private Plan plan(Optional<Caller> caller) {
        return caller.map(Caller::plan).orElseGet(plans::anonymous);
    }

    private String subject(Context ctx, Optional<Caller> caller) {
        return caller.map(c -> Quotas.account(c.accountId()))
                .orElseGet(() -> Quotas.source(sources.of(ctx).text()));
    }

    private Standing standing(String subject, Plan plan) {
        return enforced ? quotas.standing(subject, plan, now()) : unlimited(plan, now());
    }

    /** Counts the request once, however often it is asked; 429 when the window is used up. */
    void charge(Context ctx, Optional<Caller> caller) {
        if (charged(ctx) != null) {
            return;
        }
        Plan plan = plan(caller);
        String subject = subject(ctx, caller);
        long now = now();
        caller.ifPresent(c -> lastUsed.put(c.keyId(), now));
        ctx.attribute(CHARGED, new Charged(subject, enforced ? count(subject, plan, now) : unlimited(plan, now)));
    }

    private Standing count(String subject, Plan plan, long now) {
        return quotas.charge(subject, plan, now)
                .orElseThrow(() -> Problem.tooMany(
                        "The quota of the plan " + plan.label() + " is used up: " + plan.quota() + " requests per "
                                + plan.window().name().toLowerCase(Locale.ROOT),
                        Math.toIntExact(reset(plan, now) - now)));
    }

    private void countRoute(Context ctx) {
        if (!enforced) {
            return;
        }
        RouteLimit limit = limitOf(ctx);
        Integer resuming = resumes(ctx) ? limit.resumingPerMinute() : null;
        int perMinute = resuming != null ? resuming : limit.perMinute();
        String route =
                limit.sharedBy() != null ? limit.sharedBy() : routeName(ctx) + (resuming != null ? " resuming" : "");
        OptionalInt wait = routeCounts.count(sources.of(ctx).text(), route, perMinute, now());
        if (wait.isPresent()) {
            throw Problem.tooMany("Too many requests: " + perMinute + " a minute", wait.getAsInt());
        }
    }

    private static RouteLimit limitOf(Context ctx) {
        return ctx.routeRoles().stream()
                .filter(RouteLimit.class::isInstance)
                .map(RouteLimit.class::cast)
                .findFirst()
                .orElse(RouteLimit.DEFAULT);
    }

    /** HEAD is counted with GET. */
    private static String routeName(Context ctx) {
        String method = ctx.req().getMethod();
        Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
        return ("HEAD".equals(method) ? "GET " : method + " ") + (endpoint == null ? "" : endpoint.path);
    }

    private static boolean resumes(Context ctx) {
        return ctx.header("Last-Event-ID") != null || ctx.queryParam("after") != null;
    }

    /** Whether an answer of that status costs nothing. */
    public static boolean isFree(int status) {
        return FREE_STATUSES.contains(status);
    }

    private void settle(Context ctx) {
        Charged charged = charged(ctx);
        if (enforced && charged != null && isFree(ctx.statusCode())) {
            quotas.refund(charged.subject(), charged.standing().resetSeconds());
            ctx.attribute(
                    CHARGED, new Charged(charged.subject(), charged.standing().refunded()));
        }
    }

    private static @Nullable Charged charged(Context ctx) {
        return ctx.attribute(CHARGED);
    }

    private static Standing unlimited(Plan plan, long now) {
        return new Standing(plan.quota(), plan.quota(), reset(plan, now));
    }

    private static long reset(Plan plan, long now) {
        return plan.window().startOf(now) + plan.window().seconds();
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
