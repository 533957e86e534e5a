package io.threatledger.v2;

import io.javalin.http.Context;
import io.threatledger.auth.Caller;
import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatClaimsBuilder;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.http.Problem;
import io.threatledger.http.Sources;
import io.threatledger.log.Change;
import io.threatledger.log.Outcome;
import io.threatledger.policy.ProtectedRanges;
import io.threatledger.publishing.Publishing;
import io.threatledger.query.exchange.Exchange;
import io.threatledger.query.exchange.OwnedIndicator;
import io.threatledger.store.OwnerRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Adds, changes and takes back indicators and their tags: each a change that the sequencer decides in order. */
final class IndicatorWrites implements Paths.Resource {
    static final String SOURCE = "threatconnect";
    static final String REASON_DEFAULT = "deleted";

    private static final int CREATED = 201;
    private static final int OK = 200;

    private final Signatories signatories;
    private final Circle circle;
    private final ProtectedRanges ranges;
    private final Publishing publishing;
    private final Exchange exchange;
    private final Sources sources;

    IndicatorWrites(
            Signatories signatories,
            Circle circle,
            ProtectedRanges ranges,
            Publishing publishing,
            Exchange exchange,
            Sources sources) {
        this.signatories = signatories;
        this.circle = circle;
        this.ranges = ranges;
        this.publishing = publishing;
        this.exchange = exchange;
        this.sources = sources;
    }

    @Override
    public void register(Paths paths) {
        for (Branch branch : Branch.values()) {
            String path = "/v2/indicators/" + branch.path();
            paths.post(path, ctx -> create(ctx, branch));
            paths.put(path + "/{value}", ctx -> change(ctx, branch));
            paths.delete(path + "/{value}", ctx -> delete(ctx, branch));
            paths.post(path + "/{value}/tags/{tag}", ctx -> addTag(ctx, branch));
            paths.delete(path + "/{value}/tags/{tag}", ctx -> removeTag(ctx, branch));
        }
    }

    /** What the state of the ledger refuses, in the words of this family. */
    private static Problem refused(Outcome.Refusal refusal, Branch branch) {
        return switch (refusal) {
            case Outcome.UnknownIndicator unknown -> Messages.notFound();
            case Outcome.Refused refused ->
                Messages.malformed(String.valueOf(refused.why().getMessage()));
            case Outcome.TooManyEntries many ->
                Problem.badRequest("The owner has more than " + Change.RevokeIndicator.ENTRIES_MAX
                        + " active entries of it: revoke some of them one by one");
            case Outcome.IndicatorExists exists -> Messages.exists(branch);
            case Outcome.UnknownThreat unknown -> throw new IllegalStateException("none was named: " + refusal);
            case Outcome.KeyReused reused -> throw new IllegalStateException("the key holds the body: " + refusal);
        };
    }

    private void create(Context ctx, Branch branch) {
        Caller caller = signatories.caller(ctx);
        OwnerRow owner = circle.speaking(ctx, caller, branch.type(), "created");
        IndicatorBody body = IndicatorBody.of(ctx.bodyAsBytes(), branch);
        if (body.value() == null) {
            throw Messages.invalid(branch.key(), branch.type(), "missing", branch.wanted());
        }
        Target target = branch.parse(body.value());
        ranges.refusal(target).ifPresent(why -> {
            throw Messages.excluded(why);
        });
        ThreatClaims claims = amended(ThreatClaims.of(target).source(SOURCE), body)
                .ttlSeconds(ttl(body, null))
                .build();
        answer(ctx, branch, owner, new Change.AddIndicator(owner.handle(), claims), CREATED);
    }

    private void change(Context ctx, Branch branch) {
        Caller caller = signatories.caller(ctx);
        OwnerRow owner = circle.speaking(ctx, caller, branch.type(), "updated");
        Target target = branch.parse(ctx.pathParam("value"));
        IndicatorBody body = IndicatorBody.of(ctx.bodyAsBytes(), branch);
        if (body.value() != null && !branch.parse(body.value()).equals(target)) {
            throw Messages.invalid(
                    branch.key(), branch.type(), "another than the path names", "to be left out: it cannot be changed");
        }
        UnaryOperator<ThreatClaims> amendment = said -> amended(said.toBuilder(), body)
                .ttlSeconds(ttl(body, said.ttlSeconds()))
                .build();
        boolean keepsExpiry = body.ttlSeconds() == null;
        answer(ctx, branch, owner, new Change.AmendIndicator(owner.handle(), target, amendment, keepsExpiry), OK);
    }

    private static ThreatClaimsBuilder amended(ThreatClaimsBuilder claims, IndicatorBody body) {
        if (body.rating() != null) {
            claims.rating(body.rating()).severity(Severity.ofRating(body.rating()));
        }
        return body.confidence() == null ? claims : claims.confidence(body.confidence());
    }

    private static @Nullable Long ttl(IndicatorBody body, @Nullable Long otherwise) {
        Long given = body.ttlSeconds();
        return given == null ? otherwise : given == 0 ? null : given;
    }

    private void delete(Context ctx, Branch branch) {
        Caller caller = signatories.caller(ctx);
        OwnerRow owner = circle.speaking(ctx, caller, branch.type(), "deleted");
        Target target = branch.parse(ctx.pathParam("value"));
        String given = Parameters.text(ctx, "reason");
        String reason = ThreatRevoked.reason(given == null ? REASON_DEFAULT : given);
        done(ctx, branch, new Change.RevokeIndicator(owner.handle(), target, reason), OK);
    }

    private void addTag(Context ctx, Branch branch) {
        tag(ctx, branch, "created", CREATED, (tags, tag) -> {
            if (!tags.contains(tag)) {
                tags.add(tag);
            }
        });
    }

    private void removeTag(Context ctx, Branch branch) {
        tag(ctx, branch, "removed", OK, List::remove);
    }

    /** What becomes of the tags. */
    private interface Retag {
        void change(List<String> tags, String tag);
    }

    private void tag(Context ctx, Branch branch, String done, int status, Retag retag) {
        Caller caller = signatories.caller(ctx);
        OwnerRow owner = circle.speaking(ctx, caller, "Tag", done);
        Target target = branch.parse(ctx.pathParam("value"));
        String tag = Tags.name(ctx.pathParam("tag"));
        UnaryOperator<ThreatClaims> amendment = said -> {
            List<String> tags = new ArrayList<>(said.tags());
            retag.change(tags, tag);
            return said.toBuilder().tags(tags).build();
        };
        done(ctx, branch, new Change.AmendIndicator(owner.handle(), target, amendment, true), status);
    }

    /** With the indicator as the entry has it that answers the request. */
    private void answer(Context ctx, Branch branch, OwnerRow owner, Change change, int status) {
        Publishing.Published published = publish(ctx, branch, change);
        OwnedIndicator indicator = Publishing.afterCommit(
                () -> exchange.shownBy(published.items().getFirst().index()));
        IndicatorWords words = new IndicatorWords(Links.of(ctx, sources.scheme(ctx)), false, false);
        Answers.success(
                ctx,
                Answers.status(published.isAnchored(), status),
                new Data().with(branch.entity(), words.single(indicator, owner)));
    }

    private void done(Context ctx, Branch branch, Change change, int status) {
        Answers.success(ctx, Answers.status(publish(ctx, branch, change).isAnchored(), status), null);
    }

    private Publishing.Published publish(Context ctx, Branch branch, Change change) {
        return publishing.publish(ctx, List.of(change), signatories.once(ctx), refusal -> refused(refusal, branch));
    }
}
