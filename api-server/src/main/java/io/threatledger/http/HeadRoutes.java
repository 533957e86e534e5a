package io.threatledger.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import java.util.Set;

/**
 * Gives every GET route its HEAD: the same handler, whose body the server leaves out, so that both have the same headers
 * (RFC 9110, section 9.3.2). A stream would never end, so HEAD of one is refused.
 */
final class HeadRoutes {
    private static final Handler REFUSE = ctx -> {
        ctx.header("Allow", "GET");
        throw Problem.of(405, "Method Not Allowed");
    };

    private HeadRoutes() {}

    static void addTo(JavalinConfig config) {
        var router = config.unsafe.internalRouter;
        var all = router.allHttpHandlers().stream()
                .map((ParsedEndpoint parsed) -> parsed.endpoint)
                .toList();
        var own = all.stream()
                .filter(e -> e.method.equals(HandlerType.HEAD))
                .map(e -> e.path)
                .toList();
        all.stream()
                .filter(e -> e.method.equals(HandlerType.GET) && !own.contains(e.path))
                .forEach(e -> router.addHttpEndpoint(head(e)));
    }

    private static Endpoint head(Endpoint get) {
        Roles roles = get.metadata(Roles.class);
        boolean isStream = roles != null
                && roles.getRoles().stream().anyMatch(r -> r instanceof RouteLimit limit && limit.isStream());
        return new Endpoint(
                HandlerType.HEAD, get.path, isStream ? REFUSE : get.handler, roles == null ? Set.of() : Set.of(roles));
    }
}
