package io.threatledger.intel;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Plan;
import io.threatledger.http.PacedOutput;
import io.threatledger.http.Routes;
import io.threatledger.http.Sources;
import io.threatledger.http.Turns;
import io.threatledger.query.catalog.Pages;
import io.threatledger.query.language.Expression;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All records that match as a table, written page by page: what is in memory is one page, however long the table is. A
 * failure in the middle cuts the connection, so that half a table is not taken for a whole one.
 */
final class CsvRoute implements Routes {
    /** What a reader has for a start. */
    static final int SECONDS_FREE = 30;

    /** Tables written at once; each holds a page in memory and a number for each record to come. */
    static final int TABLES_MAX = 8;

    /** Of these, for one source. */
    static final int TABLES_OF_SOURCE_MAX = 2;

    private final Readers readers;
    private final Views views;
    private final Sources sources;
    private final LongSupplier nanos;
    private final Turns turns = new Turns("tables", TABLES_MAX, TABLES_OF_SOURCE_MAX);

    /** @param nanos a monotonic clock, nanoseconds */
    CsvRoute(Readers readers, Views views, Sources sources, LongSupplier nanos) {
        this.readers = readers;
        this.views = views;
        this.sources = sources;
        this.nanos = nanos;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/export.csv", this::export, Intel.LIMIT);
    }

    private void export(Context ctx) throws IOException {
        Plan plan = readers.plan(ctx);
        Expression query = Queries.of(ctx, plan);
        turns.serve(sources.of(ctx).text(), () -> table(ctx, plan, query));
    }

    private void table(Context ctx, Plan plan, @Nullable Expression query) throws IOException {
        Pages pages = views.find(plan, catalog -> catalog.pages(query, plan.csvMax()));
        ctx.contentType("text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"threats.csv\"");
        if (pages.total().isAll()) {
            ctx.header("X-Total-Count", Long.toString(pages.total().records()));
        }
        if ("HEAD".equals(ctx.req().getMethod())) {
            ctx.res().flushBuffer(); // or it would say that the table has no bytes
        } else {
            write(pages, new CsvTable(plan), new PacedOutput(ctx.res().getOutputStream(), SECONDS_FREE, nanos));
        }
    }

    private static void write(Pages pages, CsvTable table, PacedOutput out) throws IOException {
        out.write(table.head());
        while (pages.hasNext()) {
            out.write(table.rows(pages.next()));
        }
    }
}
