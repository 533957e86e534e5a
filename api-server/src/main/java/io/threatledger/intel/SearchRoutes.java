package io.threatledger.intel;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Plan;
import io.threatledger.http.Problem;
import io.threatledger.http.Routes;
import io.threatledger.query.catalog.Found;
import io.threatledger.query.language.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records that match, newest first: by parameters, or by the query language. */
final class SearchRoutes implements Routes {
    /** Most results of an answer with presentations: these are many times as long as what they prove. */
    static final int PROVEN_MAX = 25;

    private final Readers readers;
    private final Views views;
    private final Presentations presentations;

    SearchRoutes(Readers readers, Views views, Presentations presentations) {
        this.readers = readers;
        this.views = views;
        this.presentations = presentations;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/search", this::search, Intel.LIMIT);
        routes.get("/api/query", this::query, Intel.LIMIT);
    }

    private void search(Context ctx) {
        Plan plan = readers.plan(ctx);
        answer(ctx, plan, Queries.ofSearch(ctx));
    }

    private void query(Context ctx) {
        Plan plan = readers.plan(ctx);
        String dsl = Parameters.once(ctx, "dsl");
        if (dsl == null) {
            throw Problem.badRequest("dsl: missing (wanted: a query such as tag:ssh AND country:NL)");
        }
        answer(ctx, plan, Queries.parse(dsl, plan));
    }

    private void answer(Context ctx, Plan plan, @Nullable Expression query) {
        boolean proofs = Parameters.flag(ctx, "proofs");
        int most = proofs ? Math.min(PROVEN_MAX, plan.searchMax()) : plan.searchMax();
        int limit = Parameters.upTo(ctx, "limit", most);
        Found found = views.find(plan, catalog -> catalog.search(query, limit));
        List<Shown> results = found.records().stream()
                .map(Shown::of)
                .map(shown -> proofs ? presentations.added(shown, plan) : shown)
                .toList();
        ctx.contentType("application/json").result(Records.list(results, found.total(), plan));
    }
}
