package io.threatledger.v1;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Access;
import io.threatledger.auth.Caller;
import io.threatledger.auth.Plan;
import io.threatledger.events.EventStream;
import io.threatledger.feed.Feed;
import io.threatledger.feed.Feeds;
import io.threatledger.http.Problem;
import io.threatledger.http.RouteLimit;
import io.threatledger.http.Routes;
import java.util.List;

/** The stream of what is published, for the plans that have it. */
final class EventRoutes implements Routes {
    private final Access access;
    private final Feeds<V1Event> feeds;
    private final EventStream stream;

    EventRoutes(Access access, Feeds<V1Event> feeds, EventStream stream) {
        this.access = access;
        this.feeds = feeds;
        this.stream = stream;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/events", this::events, RouteLimit.stream(10, 60));
    }

    private void events(Context ctx) {
        Caller caller = access.requireStream(ctx);
        if (!caller.plan().publisherStream()) {
            throw Problem.forbidden("Insufficient privileges (" + wanted() + ")");
        }
        Feed<V1Event> feed = feeds.of(caller.plan().delay());
        stream.serve(
                ctx,
                feed,
                event -> event.frame(caller.maySeeRestrictedOf(event.owner())),
                access.unchanged(ctx, "token"));
    }

    private String wanted() {
        List<String> labels = access.plans().all().stream()
                .filter(Plan::publisherStream)
                .map(Plan::label)
                .toList();
        return labels.isEmpty()
                ? "no plan of this node has the stream"
                : String.join(" or ", labels) + " plan required";
    }
}
