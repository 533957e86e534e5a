package io.threatledger.v2;

import io.javalin.http.Context;
import io.threatledger.entry.Target;
import io.threatledger.http.Sources;
import io.threatledger.query.exchange.Exchange;
import io.threatledger.query.exchange.OwnedIndicator;
import io.threatledger.store.OwnerRow;
import io.threatledger.store.TagRow;
import java.util.List;
import java.util.function.Predicate;

/** Tags of an owner, and of one of its indicators. A tag is there as long as an active indicator has it. */
final class TagRoutes implements Paths.Resource {
    private final Signatories signatories;
    private final Circle circle;
    private final Exchange exchange;
    private final Sources sources;

    TagRoutes(Signatories signatories, Circle circle, Exchange exchange, Sources sources) {
        this.signatories = signatories;
        this.circle = circle;
        this.exchange = exchange;
        this.sources = sources;
    }

    @Override
    public void register(Paths paths) {
        paths.get("/v2/tags", this::list);
        paths.get("/v2/tags/{tag}", this::find);
        for (Branch branch : Branch.values()) {
            String path = "/v2/indicators/" + branch.path() + "/{value}/tags";
            paths.get(path, ctx -> listOf(ctx, branch));
            paths.get(path + "/{tag}", ctx -> findOf(ctx, branch));
        }
    }

    private void list(Context ctx) {
        OwnerRow owner = circle.named(ctx, signatories.caller(ctx));
        String filters = Parameters.text(ctx, "filters");
        boolean isAnyOf = Parameters.flag(ctx, "orParams");
        Predicate<TagRow> filter = Tags.filter(filters, isAnyOf);
        Page page = Page.of(ctx);
        List<TagRow> tags = exchange.tags(owner.handle(), Tags.beginning(filters, isAnyOf)).stream()
                .filter(filter)
                .toList();
        IndicatorWords words = IndicatorWords.asked(ctx, sources);
        Data data = new Data().with("resultCount", page.isFirst() ? tags.size() : null);
        Answers.success(
                ctx,
                data.with(
                        "tag",
                        page.of(tags).stream().map(tag -> words.tag(tag.tag())).toList()));
    }

    private void find(Context ctx) {
        OwnerRow owner = circle.named(ctx, signatories.caller(ctx));
        String name = Tags.name(ctx.pathParam("tag"));
        if (exchange.tags(owner.handle(), name).stream()
                .noneMatch(tag -> tag.tag().equals(name))) {
            throw Messages.notFound();
        }
        one(ctx, name);
    }

    private void listOf(Context ctx, Branch branch) {
        List<Data> tags = IndicatorWords.asked(ctx, sources).tags(indicator(ctx, branch));
        Answers.success(ctx, new Data().with("resultCount", tags.size()).with("tag", tags));
    }

    private void findOf(Context ctx, Branch branch) {
        String name = Tags.name(ctx.pathParam("tag"));
        if (!indicator(ctx, branch).claims().tags().contains(name)) {
            throw Messages.notFound();
        }
        one(ctx, name);
    }

    private OwnedIndicator indicator(Context ctx, Branch branch) {
        OwnerRow owner = circle.named(ctx, signatories.caller(ctx));
        Target target = branch.parse(ctx.pathParam("value"));
        return exchange.find(owner.handle(), target).orElseThrow(Messages::notFound);
    }

    private void one(Context ctx, String name) {
        Answers.success(
                ctx, new Data().with("tag", IndicatorWords.asked(ctx, sources).tag(name)));
    }
}
