package io.threatledger.intel;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Plan;
import io.threatledger.http.Json;
import io.threatledger.http.Problem;
import io.threatledger.http.Routes;
import io.threatledger.query.catalog.Found;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.language.Expression;
import io.threatledger.query.language.Field;
import io.threatledger.query.language.Operator;
import io.threatledger.query.language.Predicate;
import io.threatledger.query.language.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is new under queries that the client keeps. One that cannot be answered says so itself, and holds up no other.
 */
final class AlertRoute implements Routes {
    private final Readers readers;
    private final Views views;

    AlertRoute(Readers readers, Views views) {
        this.readers = readers;
        this.views = views;
    }

    /** As the answer has it; times in milliseconds since the epoch. */
    record Result(
            @Nullable String id,
            @JsonProperty("match_count") @Nullable Long matchCount,
            @JsonProperty("unread_count") @Nullable Long unreadCount,
            @JsonProperty("last_match_at") @Nullable Long lastMatchAt,
            @JsonProperty("example_record_id") @Nullable String exampleRecordId,
            @Nullable Map<String, Object> error) {}

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
        List<Result> results = Trigger.read(body).stream()
                .map(trigger -> result(trigger, plan))
                .toList();
        ctx.contentType("application/json").result(Json.bytes(Map.of("results", results)));
    }

    private Result result(Trigger trigger, Plan plan) {
        Expression query;
        try {
            query = query(trigger, plan);
        } catch (Problem e) {
            return new Result(trigger.id(), null, null, null, null, IntelProblems.body(e));
        }
        Found newest = views.find(plan, catalog -> catalog.search(query, 1));
        long unread = trigger.lastSeenMillis() == null || newest.total() == 0
                ? newest.total()
                : Math.min(newest.total(), unread(query, trigger.lastSeenMillis(), plan));
        IndicatorRecord example =
                newest.records().isEmpty() ? null : newest.records().getFirst();
        return new Result(
                trigger.id(),
                newest.total(),
                unread,
                example == null ? null : example.lastSeenMillis(),
                example == null ? null : example.id().value(),
                null);
    }

    private static Expression query(Trigger trigger, Plan plan) {
        if (trigger.dsl() == null) {
            throw Problem.badRequest("dsl: missing (wanted: a query such as tag:ssh AND country:NL)");
        }
        return Queries.parse(trigger.dsl(), plan);
    }

    private long unread(Expression query, long readMillis, Plan plan) {
        long bounded = Math.min(readMillis, Value.At.MILLIS_MAX);
        Predicate newer = new Predicate(Field.LAST_SEEN, Operator.GREATER, List.of(new Value.At(bounded)), 0);
        return views.find(plan, catalog -> catalog.count(new Expression.And(List.of(query, newer))));
    }
}
