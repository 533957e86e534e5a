package io.threatledger.v2;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.threatledger.http.ProblemStyle;
import io.threatledger.http.Routes;
import java.util.List;

/** All routes of the exchange API, and how it words failures. */
public final class V2 implements Routes {
    /** Where it is. */
    public static final String PATH = "/v2";

    /** How failures below {@link #PATH} are worded. */
    public static final ProblemStyle PROBLEMS = Answers::failure;

    private static final Handler NOT_FOUND = ctx -> {
        throw Messages.notFound();
    };

    private final List<Paths.Resource> all;

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
        Paths paths = new Paths(routes);
        all.forEach(each -> each.register(paths));
        for (String path : List.of(PATH, PATH + "/*")) {
            paths.get(path, NOT_FOUND);
            paths.post(path, NOT_FOUND);
            paths.put(path, NOT_FOUND);
            paths.delete(path, NOT_FOUND);
        }
    }
}
