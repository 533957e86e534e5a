package io.threatledger.events;

import io.javalin.http.Context;
import io.threatledger.entry.InvalidField;
import io.threatledger.feed.Feed;
import io.threatledger.http.Problem;

/** Where a stream begins: after {@code Last-Event-ID}, else after {@code ?after=}, else now. */
final class Resume {
    private Resume() {}

    /** The header counts more: a client that reconnects repeats its address and adds what it has seen since. */
    static <T> Feed<T>.Cursor cursor(Context ctx, Feed<T> feed) {
        String seen = ctx.header("Last-Event-ID");
        if (seen != null && !seen.isEmpty()) {
            return feed.after(index("Last-Event-ID", seen));
        }
        String after = ctx.queryParam("after");
        return after == null ? feed.fromNow() : feed.after(index("after", after));
    }

    private static long index(String name, String value) {
        if (!value.matches("-1|[0-9]{1,18}")) {
            throw Problem.invalid(
                    name + ": " + InvalidField.shown(value) + " (wanted: the id of an event, or -1 for all of them)");
        }
        return Long.parseLong(value);
    }
}
