package io.threatledger.intel;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Plan;
import io.threatledger.events.EventStream;
import io.threatledger.http.RouteLimit;
import io.threatledger.http.Routes;
import io.threatledger.query.language.Expression;
import org.jspecify.annotations.Nullable;

/** The stream of what is published, for every plan: as its window and its disclosures have it. */
final class EventRoutes implements Routes {
    private final Readers readers;
    private final IntelFeeds feeds;
    private final EventStream stream;

    EventRoutes(Readers readers, IntelFeeds feeds, EventStream stream) {
        this.readers = readers;
        this.feeds = feeds;
        this.stream = stream;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/events", this::events, RouteLimit.stream(10, 60));
    }

    private void events(Context ctx) {
        Plan plan = readers.plan(ctx).streamed();
        Expression query = query(ctx, plan);
        EventRecords records = feeds.records(plan);
        stream.serve(ctx, feeds.feed(plan), event -> records.frame(event, plan, query), readers.unchanged(ctx));
    }

    private static @Nullable Expression query(Context ctx, Plan plan) {
        String dsl = Parameters.once(ctx, "dsl");
        return dsl == null || dsl.isBlank() ? null : Queries.parse(dsl, plan);
    }
}
