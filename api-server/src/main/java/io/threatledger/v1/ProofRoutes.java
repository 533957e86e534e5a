package io.threatledger.v1;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Access;
import io.threatledger.auth.Caller;
import io.threatledger.auth.Plan;
import io.threatledger.http.Problem;
import io.threatledger.http.Routes;
import io.threatledger.merkle.TreeSize;
import io.threatledger.proof.ProofBundle;
import io.threatledger.query.ProofAnswer;
import io.threatledger.query.Proofs;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Proofs, for whoever asks: without a key, what everyone may see. */
final class ProofRoutes implements Routes {
    static final String TLOG_PROOF = "application/vnd.c2sp.tlog-proof";

    /** When a proof that is not there yet is worth asking for again, seconds. */
    private static final int RETRY_SECONDS = 5;

    private final Access access;
    private final Proofs proofs;
    private final Function<Plan, TreeSize> view;

    /** @param view the largest size that a plan may see */
    ProofRoutes(Access access, Proofs proofs, Function<Plan, TreeSize> view) {
        this.access = access;
        this.proofs = proofs;
        this.view = view;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(ThreatRoutes.PATH + "/{id}/proof", this::proof);
    }

    private void proof(Context ctx) {
        Optional<Caller> caller = access.caller(ctx);
        Plan plan = access.plan(caller);
        Predicate<String> discloses =
                owner -> caller.map(c -> c.maySeeRestrictedOf(owner)).orElse(plan.showsRestricted());
        ProofAnswer answer = ThreatRoutes.id(ctx)
                .map(id -> proofs.prove(id, view.apply(plan), discloses))
                .orElseGet(ProofAnswer.Unknown::new);
        switch (answer) {
            case ProofAnswer.Proven proven -> send(ctx, proven.bundle());
            case ProofAnswer.NotYet notYet ->
                throw Problem.notYet("The threat is not anchored yet, there is no proof of it", RETRY_SECONDS);
            case ProofAnswer.Unknown unknown -> throw ThreatRoutes.unknown();
        }
    }

    private static void send(Context ctx, ProofBundle bundle) {
        ctx.header("Vary", "Accept, Authorization");
        String accept = ctx.header("Accept");
        if (accept != null && accept.contains(TLOG_PROOF)) {
            ctx.contentType(TLOG_PROOF).result(bundle.tlogProof().text().getBytes(StandardCharsets.UTF_8));
        } else {
            Answers.json(ctx, 200, bundle.json().getBytes(StandardCharsets.UTF_8));
        }
    }
}
