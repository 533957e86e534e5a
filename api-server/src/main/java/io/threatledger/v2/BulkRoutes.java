package io.threatledger.v2;

import io.javalin.http.Context;
import io.threatledger.auth.Caller;
import io.threatledger.http.Json;
import io.threatledger.http.PacedOutput;
import io.threatledger.http.Sources;
import io.threatledger.http.Turns;
import io.threatledger.query.exchange.Exchange;
import io.threatledger.query.exchange.Listing;
import io.threatledger.query.exchange.OwnedIndicator;
import io.threatledger.store.IndicatorFilter;
import io.threatledger.store.OwnerRow;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * All active indicators of an owner in one answer, without the envelope. Written page by page: what is in memory is one page
 * and a number for each indicator. A failure in the middle cuts the connection, so that half is not taken for the whole.
 */
final class BulkRoutes implements Paths.Resource {
    /** What a reader has for a start. */
    static final int SECONDS_FREE = 30;

    /** Answers written at once. */
    static final int ANSWERS_MAX = 4;

    /** Of these, to one account. */
    static final int ANSWERS_OF_ACCOUNT_MAX = 2;

    /** Indicators in memory at once. */
    static final int PAGE_INDICATORS = 1_000;

    private static final String CSV_HEAD = "Type,Value,Rating,Confidence\n";
    private static final int CSV_RATING_DECIMALS = 2;

    private final Signatories signatories;
    private final Circle circle;
    private final Exchange exchange;
    private final Sources sources;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Turns turns = new Turns("bulk answers", ANSWERS_MAX, ANSWERS_OF_ACCOUNT_MAX);

    /** @param nanos a monotonic clock, nanoseconds */
    BulkRoutes(
            Signatories signatories,
            Circle circle,
            Exchange exchange,
            Sources sources,
            InstantSource clock,
            LongSupplier nanos) {
        this.signatories = signatories;
        this.circle = circle;
        this.exchange = exchange;
        this.sources = sources;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public void register(Paths paths) {
        paths.get("/v2/indicators/bulk", this::status);
        paths.get("/v2/indicators/bulk/json", this::json);
        paths.get("/v2/indicators/bulk/csv", this::csv);
    }

    /** There is no run to wait for: an answer is made when it is asked for. */
    private void status(Context ctx) {
        OwnerRow owner = circle.named(ctx, signatories.caller(ctx));
        String now = Times.text(clock.instant().getEpochSecond());
        Data status = new Data()
                .with("name", owner.handle())
                .with("csvEnabled", true)
                .with("jsonEnabled", true)
                .with("nextRun", now)
                .with("lastRun", now)
                .with("status", "Complete");
        ctx.contentType("application/json")
                .result(Json.bytes(new Data().with("bulkStatus", status).members()));
    }

    private void json(Context ctx) throws IOException {
        IndicatorWords words = new IndicatorWords(Links.of(ctx, sources.scheme(ctx)), true, false);
        write(
                ctx,
                "application/json",
                "{\"indicator\":[",
                ",",
                "]}",
                indicator -> new String(
                        Json.bytes(words.mixed(indicator)
                                .with("attribute", List.of())
                                .members()),
                        StandardCharsets.UTF_8));
    }

    private void csv(Context ctx) throws IOException {
        write(ctx, "text/csv", CSV_HEAD, "", "", BulkRoutes::row);
    }

    /** No value of these needs quotes. */
    private static String row(OwnedIndicator indicator) {
        return String.join(
                        ",",
                        Branch.of(indicator.claims().target()).type(),
                        indicator.claims().target().text(),
                        indicator
                                .claims()
                                .ratingOrSeverity()
                                .setScale(CSV_RATING_DECIMALS, RoundingMode.UNNECESSARY)
                                .toPlainString(),
                        String.valueOf(indicator.claims().confidence()))
                + "\n";
    }

    private void write(
            Context ctx, String type, String begin, String between, String end, Function<OwnedIndicator, String> word)
            throws IOException {
        Caller caller = signatories.caller(ctx);
        OwnerRow owner = circle.named(ctx, caller);
        turns.serve(String.valueOf(caller.accountId()), () -> {
            Listing listing = exchange.list(owner.handle(), IndicatorFilter.ALL);
            ctx.contentType(type).header("Cache-Control", "no-store");
            if ("HEAD".equals(ctx.req().getMethod())) {
                ctx.res().flushBuffer();
                return;
            }
            PacedOutput out = new PacedOutput(ctx.res().getOutputStream(), SECONDS_FREE, nanos);
            write(out, begin);
            for (int start = 0; start < listing.size(); start += PAGE_INDICATORS) {
                String page = exchange.part(listing, start, PAGE_INDICATORS).stream()
                        .map(word)
                        .collect(Collectors.joining(between));
                write(out, (start == 0 ? "" : between) + page);
            }
            write(out, end);
        });
    }

    private static void write(PacedOutput out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
