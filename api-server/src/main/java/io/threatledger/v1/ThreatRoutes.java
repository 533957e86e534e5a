package io.threatledger.v1;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Access;
import io.threatledger.auth.Caller;
import io.threatledger.auth.Role;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.InvalidField;
import io.threatledger.http.Problem;
import io.threatledger.http.RouteLimit;
import io.threatledger.http.Routes;
import io.threatledger.log.Change;
import io.threatledger.log.Outcome;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.publishing.Publishing;
import io.threatledger.query.ThreatView;
import io.threatledger.query.Threats;
import io.threatledger.store.IdempotencyRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Publish, look up, revoke. A delay withholds nothing of an owner's own threats from it. */
final class ThreatRoutes implements Routes {
    static final String PATH = "/api/v1/threats";

    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    private final Access access;
    private final Admission admission;
    private final Publishing publishing;
    private final Threats threats;
    private final Views views;

    ThreatRoutes(Access access, Admission admission, Publishing publishing, Threats threats, Views views) {
        this.access = access;
        this.admission = admission;
        this.publishing = publishing;
        this.threats = threats;
        this.views = views;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.post(PATH, this::publish, RouteLimit.perMinute(60));
        routes.get(PATH + "/{id}", this::find, RouteLimit.perMinute(120));
        routes.delete(PATH + "/{id}", this::revoke, RouteLimit.perMinute(30));
    }

    private void publish(Context ctx) {
        Caller caller = access.requireRole(ctx, Role.PUBLISHER);
        Admission.Admitted admitted = admission.threats(ctx, caller);
        Publishing.Published published =
                publishing.publish(ctx, admitted.changes(), IdempotencyKey.of(ctx, caller), ThreatRoutes::refused);
        List<Envelopes.Item> items = items(published.items());
        if (!admitted.isArray()) {
            ctx.header("Location", PATH + "/" + items.getFirst().threat().id());
        }
        boolean created = items.stream().anyMatch(item -> !item.existing());
        int status = !published.isAnchored() ? ACCEPTED : created ? CREATED : OK;
        byte[] body = admitted.isArray()
                ? Envelopes.array(items, caller::maySeeRestrictedOf)
                : Envelopes.one(items.getFirst(), caller::maySeeRestrictedOf);
        Answers.json(ctx, status, body);
    }

    private List<Envelopes.Item> items(List<IdempotencyRow.Item> changes) {
        List<LeafIndex> indexes =
                changes.stream().map(IdempotencyRow.Item::index).toList();
        List<ThreatView> found = Publishing.afterCommit(() -> threats.at(indexes, views.newest()));
        List<Envelopes.Item> items = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            items.add(new Envelopes.Item(found.get(i), changes.get(i).existing()));
        }
        return items;
    }

    private void find(Context ctx) {
        Caller caller = access.require(ctx);
        Answers.json(ctx, OK, Envelopes.one(Envelopes.Item.of(known(ctx, caller)), caller::maySeeRestrictedOf));
    }

    private void revoke(Context ctx) {
        Caller caller = access.requireRole(ctx, Role.PUBLISHER);
        boolean isAdmin = caller.role() == Role.ADMIN;
        ThreatView threat = isAdmin ? any(ctx) : known(ctx, caller);
        if (!isAdmin && !caller.owner().equals(threat.owner())) {
            throw Problem.forbidden("Insufficient privileges (admin required)");
        }
        Change.RevokeThreat change = admission.revocation(threat.id(), ctx.queryParam("reason"), caller);
        Publishing.Published published =
                publishing.publish(ctx, List.of(change), IdempotencyKey.of(ctx, caller), ThreatRoutes::refused);
        ThreatView revoked = Publishing.afterCommit(
                () -> threats.find(threat.id(), views.newest()).orElseThrow());
        ctx.header("Location", PATH + "/" + threat.id());
        Answers.json(
                ctx,
                published.isAnchored() ? OK : ACCEPTED,
                Envelopes.one(Envelopes.Item.of(revoked), caller::maySeeRestrictedOf));
    }

    /** As the caller sees it. */
    private ThreatView known(Context ctx, Caller caller) {
        ThreatView newest = any(ctx);
        return caller.plan().delay().isZero() || newest.owner().equals(caller.owner())
                ? newest
                : threats.find(newest.id(), views.of(caller)).orElseThrow(ThreatRoutes::unknown);
    }

    private ThreatView any(Context ctx) {
        return id(ctx).flatMap(id -> threats.find(id, views.newest())).orElseThrow(ThreatRoutes::unknown);
    }

    /** What is no id names no threat. */
    static Optional<EntryId> id(Context ctx) {
        try {
            return Optional.of(EntryId.parse(ctx.pathParam("id")));
        } catch (InvalidField e) {
            return Optional.empty();
        }
    }

    /** What the state of the ledger refuses, in the words of this family. */
    static Problem refused(Outcome.Refusal refusal) {
        return switch (refusal) {
            case Outcome.UnknownThreat unknown -> unknown();
            case Outcome.KeyReused reused -> IdempotencyKey.reused();
            default -> throw new IllegalStateException("this family does not ask for what refuses so: " + refusal);
        };
    }

    static Problem unknown() {
        return Problem.notFound("Threat not found");
    }
}
