package io.threatledger.v2;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.threatledger.http.ProblemStyle;
import io.threatledger.http.RouteLimit;
import io.threatledger.http.Routes;
import java.util.List;

/** All routes of the exchange API, and how it words failures. */
public final class V2 implements Routes {
    /** Where it is. */
    public static final String PATH = "/v2";

    /** How failures below {@link #PATH} are worded. */
    public static final ProblemStyle PROBLEMS = Answers::failure;

    /** Clients page through long lists; what they may ask in all is the plan's. */
    static final RouteLimit LIMIT = RouteLimit.shared("v2", 600);

    private static final Handler NOT_FOUND = ctx -> {
        throw Messages.notFound();
    };

    private final List<Routes> all;

    public V2(V2Parts parts) {
        Signatories signatories = new Signatories(parts.requests());
        Circle circle = new Circle(parts.accounts());
        this.all = List.of(
                new OwnerRoutes(signatories, circle, parts.accounts()),
                new TypeRoutes(signatories),
                new BulkRoutes(signatories, circle, parts.exchange(), parts.sources(), parts.clock(), System::nanoTime),
                new IndicatorRoutes(
                        signatories, circle, parts.exchange(), new Listings(System::nanoTime), parts.sources()),
                new TagRoutes(signatories, circle, parts.exchange(), parts.sources()),
                new IndicatorWrites(
                        signatories, circle, parts.ranges(), parts.publishing(), parts.exchange(), parts.sources()));
    }

    @Override
    public void register(RoutesConfig routes) {
        all.forEach(each -> each.register(routes));
        for (String path : List.of(PATH, PATH + "/*")) {
            routes.get(path, NOT_FOUND, LIMIT);
            routes.post(path, NOT_FOUND, LIMIT);
            routes.put(path, NOT_FOUND, LIMIT);
            routes.delete(path, NOT_FOUND, LIMIT);
        }
    }
}
