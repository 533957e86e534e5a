package io.threatledger.v2;

import io.javalin.http.Context;
import java.util.Arrays;

/** The types of indicators there are. */
final class TypeRoutes implements Paths.Resource {
    private final Signatories signatories;

    TypeRoutes(Signatories signatories) {
        this.signatories = signatories;
    }

    @Override
    public void register(Paths paths) {
        paths.get("/v2/types/indicatorTypes", this::list);
        paths.get("/v2/types/indicatorTypes/{entity}", this::find);
    }

    private void list(Context ctx) {
        signatories.caller(ctx);
        Branch[] types = Branch.values();
        Answers.success(
                ctx,
                new Data()
                        .with("resultCount", types.length)
                        .with(
                                "indicatorType",
                                Arrays.stream(types).map(TypeRoutes::type).toList()));
    }

    private void find(Context ctx) {
        signatories.caller(ctx);
        Branch type = Arrays.stream(Branch.values())
                .filter(branch -> branch.entity().equals(ctx.pathParam("entity")))
                .findFirst()
                .orElseThrow(Messages::notFound);
        Answers.success(ctx, new Data().with("indicatorType", type(type)));
    }

    /** The flags are texts, as clients expect them. */
    private static Data type(Branch branch) {
        return new Data()
                .with("name", branch.type())
                .with("custom", String.valueOf(branch == Branch.CIDR))
                .with("parsable", "true")
                .with("apiBranch", branch.path())
                .with("apiEntity", branch.entity())
                .with("casePreference", "lower")
                .with("value1Label", branch.key())
                .with("value1Type", "text");
    }
}
