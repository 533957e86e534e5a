package io.threatledger.v1;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Access;
import io.threatledger.auth.Caller;
import io.threatledger.auth.Plan;
import io.threatledger.http.Problem;
import io.threatledger.http.Routes;
import io.threatledger.proof.ProofBundle;
import io.threatledger.query.ProofAnswer;
import io.threatledger.query.Proofs;
import io.threatledger.query.Published;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/** Proofs, for whoever asks: without a key, what everyone may see. */
final class ProofRoutes implements Routes {
    static final String TLOG_PROOF = "application/vnd.c2sp.tlog-proof";

    /** When a proof that may be there at any moment is worth asking for again, seconds. */
    static final int RETRY_SECONDS = 5;

    private final Access access;
    private final Proofs proofs;
    private final Published views;
    private final InstantSource clock;

    ProofRoutes(Access access, Proofs proofs, Published views, InstantSource clock) {
        this.access = access;
        this.proofs = proofs;
        this.views = views;
        this.clock = clock;
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
                .map(id -> proofs.prove(id, views.withheld(plan.delay()), discloses))
                .orElseGet(ProofAnswer.Unknown::new);
        switch (answer) {
            case ProofAnswer.Proven proven -> send(ctx, proven.bundle());
            case ProofAnswer.NotYet notYet -> throw notYet(notYet, plan);
            case ProofAnswer.Unknown unknown -> throw ThreatRoutes.unknown();
        }
    }

    /**
     * The same for what is not published and for what is withheld. The time is counted from the entry's own second, since
     * one counted from its publication would tell of that; publication is mostly a moment later.
     */
    private Problem notYet(ProofAnswer.NotYet notYet, Plan plan) {
        if (plan.delay().isZero()) {
            return Problem.notYet("There is no proof of this threat yet: it comes with its anchor", RETRY_SECONDS);
        }
        long visibleAtSeconds =
                notYet.issuedAtSeconds() + plan.delay().plusSeconds(1).toSeconds();
        long wait = Math.max(RETRY_SECONDS, visibleAtSeconds - clock.instant().getEpochSecond());
        return Problem.notYet(
                "There is no proof of this threat yet for the plan " + plan.label() + ": it comes "
                        + plan.delay().toSeconds() + " seconds after its anchor",
                Math.toIntExact(wait));
    }

    private static void send(Context ctx, ProofBundle bundle) {
        ctx.res().addHeader("Vary", "Accept, Authorization");
        ctx.header("Cache-Control", "private, no-cache");
        String accept = ctx.header("Accept");
        if (accept != null && accept.contains(TLOG_PROOF)) {
            ctx.contentType(TLOG_PROOF).result(bundle.tlogProof().text().getBytes(StandardCharsets.UTF_8));
        } else {
            Answers.json(ctx, 200, bundle.json().getBytes(StandardCharsets.UTF_8));
        }
    }
}
