package io.threatledger.v2;

import io.javalin.http.Context;
import io.threatledger.auth.Accounts;
import io.threatledger.auth.Caller;
import io.threatledger.store.AccountRow;
import io.threatledger.store.OwnerRow;
import java.util.List;

/** The owners an account sees, and itself. */
final class OwnerRoutes implements Paths.Resource {
    private static final String ROLE = "Api User";

    private final Signatories signatories;
    private final Circle circle;
    private final Accounts accounts;

    OwnerRoutes(Signatories signatories, Circle circle, Accounts accounts) {
        this.signatories = signatories;
        this.circle = circle;
        this.accounts = accounts;
    }

    @Override
    public void register(Paths paths) {
        paths.get("/v2/owners", this::list);
        paths.get("/v2/owners/mine", this::mine);
        paths.get("/v2/owners/mine/members", this::members);
        paths.get("/v2/owners/{id}", this::find);
        paths.get("/v2/whoami", this::whoami);
    }

    private void list(Context ctx) {
        List<OwnerRow> owners = circle.visible(signatories.caller(ctx));
        Page page = Page.of(ctx);
        Answers.success(
                ctx,
                new Data()
                        .with("resultCount", page.isFirst() ? owners.size() : null)
                        .with(
                                "owner",
                                page.of(owners).stream()
                                        .map(IndicatorWords::owner)
                                        .toList()));
    }

    private void mine(Context ctx) {
        one(ctx, circle.own(signatories.caller(ctx)));
    }

    private void find(Context ctx) {
        one(
                ctx,
                circle.visible(signatories.caller(ctx)).stream()
                        .filter(owner -> String.valueOf(owner.id()).equals(ctx.pathParam("id")))
                        .findFirst()
                        .orElseThrow(Messages::ownerNotFound));
    }

    private static void one(Context ctx, OwnerRow owner) {
        Answers.success(ctx, new Data().with("resultCount", 1).with("owner", IndicatorWords.owner(owner)));
    }

    private void members(Context ctx) {
        Caller caller = signatories.caller(ctx);
        List<Data> users = accounts.accountsOf(caller.owner()).stream()
                .map(AccountRow::name)
                .map(OwnerRoutes::user)
                .toList();
        Answers.success(ctx, new Data().with("resultCount", users.size()).with("user", users));
    }

    private void whoami(Context ctx) {
        String name = signatories.caller(ctx).accountName();
        Answers.success(
                ctx, new Data().with("user", user(name).with("pseudonym", name).with("role", ROLE)));
    }

    /** Accounts have one name: it is not taken apart. */
    private static Data user(String name) {
        return new Data().with("userName", name).with("firstName", name).with("lastName", "");
    }
}
