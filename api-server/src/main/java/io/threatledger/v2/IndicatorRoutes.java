package io.threatledger.v2;

import io.javalin.http.Context;
import io.threatledger.auth.Caller;
import io.threatledger.entry.Target;
import io.threatledger.http.Sources;
import io.threatledger.query.exchange.Exchange;
import io.threatledger.query.exchange.Listing;
import io.threatledger.query.exchange.OwnedIndicator;
import io.threatledger.store.IndicatorFilter;
import io.threatledger.store.OwnerRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lists of indicators and single ones. */
final class IndicatorRoutes implements Paths.Resource {
    private static final String PATH = "/v2/indicators";

    /** What says which list is asked for: the other parameters say which part of it, or how, or nothing. */
    private static final List<String> OF_THE_LIST = List.of("owner", "filters", "orParams", "modifiedSince");

    private final Signatories signatories;
    private final Circle circle;
    private final Exchange exchange;
    private final Filters filters;
    private final Listings listings;
    private final Sources sources;

    IndicatorRoutes(Signatories signatories, Circle circle, Exchange exchange, Listings listings, Sources sources) {
        this.signatories = signatories;
        this.circle = circle;
        this.exchange = exchange;
        this.filters = new Filters(exchange);
        this.listings = listings;
        this.sources = sources;
    }

    @Override
    public void register(Paths paths) {
        paths.get(PATH, ctx -> list(ctx, null, null));
        paths.get(PATH + "/deleted", ctx -> deleted(ctx, null));
        paths.get("/v2/tags/{tag}/indicators", ctx -> list(ctx, null, Tags.name(ctx.pathParam("tag"))));
        for (Branch branch : Branch.values()) {
            String path = PATH + "/" + branch.path();
            paths.get(path, ctx -> list(ctx, branch, null));
            paths.get(path + "/deleted", ctx -> deleted(ctx, branch));
            paths.get(path + "/{value}", ctx -> find(ctx, branch));
            paths.get(path + "/{value}/owners", ctx -> owners(ctx, branch));
            paths.get(
                    "/v2/tags/{tag}/indicators/" + branch.path(),
                    ctx -> list(ctx, branch, Tags.name(ctx.pathParam("tag"))));
        }
    }

    private void list(Context ctx, @Nullable Branch branch, @Nullable String tag) {
        Caller caller = signatories.caller(ctx);
        OwnerRow owner = circle.named(ctx, caller);
        IndicatorFilter filter = filters.of(ctx).of(branch == null ? null : branch.kind());
        IndicatorFilter tagged = tag == null ? filter : filter.tagged(tag);
        IndicatorWords words = words(ctx);
        page(
                ctx,
                caller,
                branch == null ? "indicator" : branch.entity(),
                () -> exchange.list(owner.handle(), tagged),
                branch == null ? words::mixed : words::typed);
    }

    private void deleted(Context ctx, @Nullable Branch branch) {
        Caller caller = signatories.caller(ctx);
        OwnerRow owner = circle.named(ctx, caller);
        IndicatorFilter filter = filters.of(ctx).of(branch == null ? null : branch.kind());
        page(ctx, caller, "indicator", () -> exchange.deleted(owner.handle(), filter), words(ctx)::deleted);
    }

    private void page(
            Context ctx, Caller caller, String name, Supplier<Listing> find, Function<OwnedIndicator, Data> words) {
        Page page = Page.of(ctx);
        Listing listing = listings.of(question(ctx, caller), page, find);
        List<Data> indicators = exchange.part(listing, page.start(), page.limit()).stream()
                .map(words)
                .toList();
        Data data = new Data().with("resultCount", page.isFirst() ? listing.size() : null);
        Answers.success(ctx, data.with(name, indicators));
    }

    private static Listings.Question question(Context ctx, Caller caller) {
        List<@Nullable String> parameters = new ArrayList<>();
        OF_THE_LIST.forEach(name -> parameters.add(Parameters.text(ctx, name)));
        return new Listings.Question(caller.accountId(), ctx.path(), parameters.toString());
    }

    private void find(Context ctx, Branch branch) {
        one(
                ctx,
                branch,
                (owner, target) -> exchange.find(owner.handle(), target)
                        .map(indicator ->
                                new Data().with(branch.entity(), words(ctx).single(indicator, owner)))
                        .orElseThrow(Messages::notFound));
    }

    /** Those that the account sees and that say something of it. */
    private void owners(Context ctx, Branch branch) {
        Caller caller = signatories.caller(ctx);
        Target target = branch.parse(ctx.pathParam("value"));
        List<String> speaking = exchange.owners(target);
        List<Data> owners = circle.visible(caller).stream()
                .filter(owner -> speaking.contains(owner.handle()))
                .map(IndicatorWords::owner)
                .toList();
        if (owners.isEmpty()) {
            throw Messages.notFound();
        }
        Answers.success(ctx, new Data().with("owner", owners));
    }

    private void one(Context ctx, Branch branch, BiFunction<OwnerRow, Target, Data> data) {
        OwnerRow owner = circle.named(ctx, signatories.caller(ctx));
        Answers.success(ctx, data.apply(owner, branch.parse(ctx.pathParam("value"))));
    }

    private IndicatorWords words(Context ctx) {
        return IndicatorWords.asked(ctx, sources);
    }
}
