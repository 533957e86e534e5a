package io.threatledger.http;

import io.javalin.config.RoutesConfig;
import java.util.List;

/**
 * A set of routes of one API family. Routes match in the order they are registered: fixed paths before
 * {@code /{parameter}}. A GET route answers HEAD as well, by the same handler. Give each route its {@link RouteLimit};
 * one without has {@link RouteLimit#DEFAULT}.
 */
@FunctionalInterface
public interface Routes {
    void register(RoutesConfig routes);

    /** Paths whose answers are not worth compressing, as regular expressions from {@code ^} to {@code $}. */
    default List<String> incompressible() {
        return List.of();
    }
}
