package io.threatledger.intel;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Plan;
import io.threatledger.http.Routes;

/** One record: by address, network, its id, or the id of an entry. */
final class ThreatRoute implements Routes {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Readers readers;
    private final Lookup lookup;
    private final Presentations presentations;

    ThreatRoute(Readers readers, Lookup lookup, Presentations presentations) {
        this.readers = readers;
        this.lookup = lookup;
        this.presentations = presentations;
    }

    /** The parameter takes slashes, so that a network may be written as it is. */
    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/threat/<asked>", this::threat, Intel.LIMIT);
    }

    private void threat(Context ctx) {
        Plan plan = readers.plan(ctx);
        boolean proofs = Parameters.flag(ctx, "proofs");
        Shown found = lookup.find(ctx.pathParam("asked"), plan);
        ctx.status(found.record() == null ? NOT_FOUND : OK)
                .contentType("application/json")
                .result(Records.json(proofs ? presentations.added(found, plan) : found, plan));
    }
}
