package io.threatledger.http;

import io.javalin.security.RouteRole;
import org.jspecify.annotations.Nullable;

/**
 * How often one source may ask one route, attached to the route where it is registered:
 * {@code routes.get("/api/v1/threats", this::list, RouteLimit.perMinute(120))}.
 *
 * @param perMinute requests in one UTC minute
 * @param resumingPerMinute requests that resume a stream ({@code Last-Event-ID} or {@code after}), counted apart; null
 *     where nothing resumes
 * @param sharedBy routes that name the same word are counted together; null: the route alone
 * @param isStream the answer does not end by itself, so HEAD is not offered
 */
public record RouteLimit(
        int perMinute,
        @Nullable Integer resumingPerMinute,
        @Nullable String sharedBy,
        boolean isStream) implements RouteRole {
    /** What a route without its own limit has. */
    public static final RouteLimit DEFAULT = perMinute(60);

    public static RouteLimit perMinute(int requests) {
        return new RouteLimit(requests, null, null, false);
    }

    /** One limit for a family of routes, such as {@code log}. */
    public static RouteLimit shared(String name, int requests) {
        return new RouteLimit(requests, null, name, false);
    }

    public static RouteLimit stream(int fresh, int resuming) {
        return new RouteLimit(fresh, resuming, null, true);
    }
}
