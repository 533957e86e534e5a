package io.threatledger.intel;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Plan;
import io.threatledger.http.Json;
import io.threatledger.http.Problem;
import io.threatledger.http.Routes;
import io.threatledger.query.catalog.Catalog;
import io.threatledger.query.catalog.Found;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.language.Expression;
import io.threatledger.query.language.Field;
import io.threatledger.query.language.Operator;
import io.threatledger.query.language.Predicate;
import io.threatledger.query.language.Value;
import io.threatledger.store.CatalogTotal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is new under queries that the client keeps. One that cannot be answered says so itself, and holds up no other.
 */
final class AlertRoute implements Routes {
    /** What the queries of one request may cost together, and what the one that is under way by then still takes. */
    static final int CHECK_SECONDS_MAX = 10;

    private static final CatalogTotal ONE = new CatalogTotal(1, true);

    private final Readers readers;
    private final Views views;
    private final LongSupplier nanos;

    /** @param nanos a monotonic clock, nanoseconds */
    AlertRoute(Readers readers, Views views, LongSupplier nanos) {
        this.readers = readers;
        this.views = views;
        this.nanos = nanos;
    }

    /**
     * As the answer has it; times in milliseconds since the epoch.
     *
     * @param countIsExact false: both counts are at least so many
     */
    record Result(
            @Nullable String id,
            @JsonProperty("match_count") @Nullable Long matchCount,
            @JsonProperty("unread_count") @Nullable Long unreadCount,
            @JsonProperty("count_is_exact") @Nullable Boolean countIsExact,
            @JsonProperty("last_match_at") @Nullable Long lastMatchAt,
            @JsonProperty("example_record_id") @Nullable String exampleRecordId,
            @Nullable Map<String, Object> error) {
        static Result failed(Trigger trigger, Problem why) {
            return new Result(trigger.id(), null, null, null, null, null, IntelProblems.body(why));
        }
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/alerts/check", this::check, Intel.LIMIT);
    }

    private void check(Context ctx) {
        Plan plan = readers.plan(ctx);
        byte[] body = ctx.bodyAsBytes();
        if (body.length == 0) {
            throw Problem.invalid("body: empty (wanted: a JSON object)");
        }
        List<Trigger> triggers = Trigger.read(body);
        Budget budget = new Budget(nanos, Duration.ofSeconds(CHECK_SECONDS_MAX));
        List<Result> results =
                triggers.stream().map(trigger -> result(trigger, plan, budget)).toList();
        ctx.contentType("application/json").result(Json.bytes(Map.of("results", results)));
    }

    private Result result(Trigger trigger, Plan plan, Budget budget) {
        try {
            return counted(trigger, query(trigger, plan), plan, budget);
        } catch (Problem e) {
            if (e.retryAfterSeconds() != null) {
                throw e; // nothing is wrong with this query: none can be answered now
            }
            return Result.failed(trigger, e);
        }
    }

    private Result counted(Trigger trigger, Expression query, Plan plan, Budget budget) {
        Found newest = views.find(plan, catalog -> catalog.search(query, 1, budget.left(Catalog.SEARCH_MAX)));
        CatalogTotal matches = newest.total();
        if (newest.records().isEmpty()) {
            return new Result(trigger.id(), 0L, 0L, matches.isAll(), null, null, null);
        }
        IndicatorRecord example = newest.records().getFirst();
        CatalogTotal unread = unread(trigger, newest, query, plan, budget);
        return new Result(
                trigger.id(),
                matches.records(),
                Math.min(matches.records(), unread.records()),
                matches.isAll() && unread.isAll(),
                example.lastSeenMillis(),
                example.id().value(),
                null);
    }

    private static Expression query(Trigger trigger, Plan plan) {
        if (trigger.dsl() == null) {
            throw Problem.badRequest("dsl: missing (wanted: a query such as tag:ssh AND country:NL)");
        }
        return Queries.parse(trigger.dsl(), plan);
    }

    /** The newest was seen last, so that it tells whether any of them is unread. */
    private CatalogTotal unread(Trigger trigger, Found newest, Expression query, Plan plan, Budget budget) {
        Long read = trigger.lastSeenMillis();
        if (read == null || newest.records().getFirst().lastSeenMillis() <= read) {
            return read == null ? newest.total() : new CatalogTotal(0, true);
        }
        Predicate newer = new Predicate(Field.LAST_SEEN, Operator.GREATER, List.of(new Value.At(read)), 0);
        Expression both = new Expression.And(List.of(query, newer));
        return newest.total().equals(ONE)
                ? ONE
                : views.find(plan, catalog -> catalog.count(both, budget.left(Catalog.SEARCH_MAX)));
    }
}
