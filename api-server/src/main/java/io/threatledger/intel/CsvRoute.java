package io.threatledger.intel;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Plan;
import io.threatledger.http.Routes;
import io.threatledger.query.catalog.Pages;
import io.threatledger.query.language.Expression;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/**
 * All records that match as a table, written page by page: what is in memory is one page, however long the table is. A
 * failure in the middle cuts the connection, so that half a table is not taken for a whole one.
 */
final class CsvRoute implements Routes {
    /** A reader has this long for a start, and one second more for each {@link #BYTES_PER_SECOND_MIN} it has taken. */
    static final int SECONDS_FREE = 30;

    static final int BYTES_PER_SECOND_MIN = 16_384;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Readers readers;
    private final Views views;
    private final LongSupplier nanos;

    /** @param nanos a monotonic clock, nanoseconds */
    CsvRoute(Readers readers, Views views, LongSupplier nanos) {
        this.readers = readers;
        this.views = views;
        this.nanos = nanos;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/export.csv", this::export, Intel.LIMIT);
    }

    private void export(Context ctx) throws IOException {
        Plan plan = readers.plan(ctx);
        Expression query = Queries.of(ctx, plan);
        Pages pages = views.find(plan, catalog -> catalog.pages(query, plan.csvMax()));
        ctx.contentType("text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"threats.csv\"");
        if (pages.total().isAll()) {
            ctx.header("X-Total-Count", Long.toString(pages.total().records()));
        }
        if ("HEAD".equals(ctx.req().getMethod())) {
            ctx.res().flushBuffer(); // or it would say that the table has no bytes
        } else {
            write(pages, new CsvTable(plan), ctx.res().getOutputStream());
        }
    }

    private void write(Pages pages, CsvTable table, OutputStream out) throws IOException {
        long began = nanos.getAsLong();
        byte[] bytes = table.head();
        long sent = 0;
        while (true) {
            out.write(bytes);
            sent += bytes.length;
            if (!pages.hasNext()) {
                return;
            }
            long allowed = SECONDS_FREE * NANOS_PER_SECOND + sent * NANOS_PER_SECOND / BYTES_PER_SECOND_MIN;
            if (nanos.getAsLong() - began > allowed) {
                throw new InterruptedIOException("the reader took " + sent + " bytes and is too slow");
            }
            bytes = table.rows(pages.next());
        }
    }
}
