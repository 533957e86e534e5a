package io.threatledger.intel;

import io.javalin.config.RoutesConfig;
import io.threatledger.events.EventStream;
import io.threatledger.http.RouteLimit;
import io.threatledger.http.Routes;
import java.util.List;

/**
 * All routes of the readers' API. Registered after the limits, whose filter has to be done when the headers are written.
 */
public final class Intel implements Routes {
    /** For all routes together; quotas are what bounds a reader, this bounds a program that has lost its way. */
    static final RouteLimit LIMIT = RouteLimit.shared("intel", 600);

    private final List<Routes> all;

    public Intel(IntelParts parts) {
        Readers readers = new Readers(parts.access(), parts.limits());
        Views views = new Views(parts.published(), parts.catalogs());
        Presentations presentations = new Presentations(parts.database());
        this.all = List.of(
                readers,
                new ThreatRoute(readers, new Lookup(parts.indicators(), views, parts.aliases()), presentations),
                new SearchRoutes(readers, views, presentations),
                new CsvRoute(readers, views, parts.sources(), System::nanoTime),
                new AlertRoute(readers, views, System::nanoTime),
                new EventRoutes(readers, parts.feeds(), new EventStream(System::nanoTime)));
    }

    @Override
    public void register(RoutesConfig routes) {
        all.forEach(each -> each.register(routes));
    }
}
