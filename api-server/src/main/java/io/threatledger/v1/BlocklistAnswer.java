package io.threatledger.v1;

import io.javalin.http.Context;
import io.threatledger.query.Blocklist;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A block list as a conditional answer (RFC 9110, sections 8.8 and 13). */
final class BlocklistAnswer {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);
    private static final int NOT_MODIFIED = 304;

    private BlocklistAnswer() {}

    static void send(Context ctx, Blocklist.Text text) {
        ctx.header("ETag", text.etag());
        ctx.header(
                "Last-Modified",
                HTTP_DATE.format(Instant.ofEpochSecond(text.changedAtSeconds()).atZone(ZoneOffset.UTC)));
        ctx.header("Cache-Control", "private, no-cache");
        ctx.contentType("text/plain; charset=utf-8");
        if (isFresh(ctx.header("If-None-Match"), ctx.header("If-Modified-Since"), text)) {
            ctx.status(NOT_MODIFIED);
        } else {
            ctx.result(text.content().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The date counts only without a tag, and not where one second held two contents. */
    private static boolean isFresh(@Nullable String tags, @Nullable String since, Blocklist.Text text) {
        if (tags != null) {
            return Arrays.stream(tags.split(","))
                    .map(tag -> tag.strip().replaceFirst("^W/", ""))
                    .anyMatch(tag -> tag.equals("*") || tag.equals(text.etag()));
        }
        return since != null && !text.changedTwice() && !isBefore(since, text.changedAtSeconds());
    }

    private static boolean isBefore(String since, long seconds) {
        try {
            return ZonedDateTime.parse(since.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toEpochSecond()
                    < seconds;
        } catch (DateTimeException e) {
            return true;
        }
    }
}
