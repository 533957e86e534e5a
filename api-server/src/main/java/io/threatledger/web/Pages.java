package io.threatledger.web;

import io.javalin.config.RoutesConfig;
import io.threatledger.auth.Plans;
import io.threatledger.http.RouteLimit;
import io.threatledger.http.Routes;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The node's own pages, with their style. */
public final class Pages implements Routes {
    private static final RouteLimit LIMIT = RouteLimit.shared("web", 240);
    /** All but the front page changes only when the node starts anew. */
    static final Duration FRESH = Duration.ofMinutes(5);
    /** The front page counts entries. */
    private static final Duration FRONT_FRESH = Duration.ofSeconds(5);

    private final String origin;
    private final String version;
    private final LongSupplier published;
    private final Document pricing;

    /**
     * The pages of one node.
     *
     * @param origin the log's name
     * @param published entries that are anchored and shown, by now
     */
    public Pages(String origin, String version, Plans plans, LongSupplier published) {
        this.origin = origin;
        this.version = version;
        this.published = published;
        this.pricing = Document.page(PricingPage.of(origin, plans), FRESH);
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/", ctx -> front().send(ctx), LIMIT);
        routes.get("/pricing", pricing::send, LIMIT);
        routes.get("/web/style.css", Layout.STYLE::send, LIMIT);
        routes.get("/web/icon.svg", Layout.ICON::send, LIMIT);
    }

    private Document front() {
        return Document.page(FrontPage.of(origin, published.getAsLong(), version), FRONT_FRESH);
    }
}
