package io.threatledger.http;

import io.javalin.http.Context;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a request in the answer's {@code X-Request-Id} and in the log, so that one leads to the other. A client's own id
 * is kept where it is harmless to repeat.
 */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int RADIX = 36;

    private final String prefix;
    private final AtomicLong next = new AtomicLong();

    /**
     * Ids that begin with this prefix.
     *
     * @param prefix tells this process from others, so that ids stay unique across a restart
     */
    RequestId(String prefix) {
        this.prefix = prefix;
    }

    /** The id of the request being answered. */
    public static String of(Context ctx) {
        return String.valueOf(ctx.res().getHeader(HEADER));
    }

    String choose(@Nullable String fromClient) {
        return fromClient != null && HARMLESS.matcher(fromClient).matches()
                ? fromClient
                : prefix + Long.toString(next.getAndIncrement(), RADIX);
    }
}
