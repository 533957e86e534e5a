package io.threatledger.events;

import io.javalin.http.Context;
import io.threatledger.feed.Feed;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionMetaData;

/**
 * Streams a feed to one client until it leaves, stops reading, or the feed ends.
 *
 * <p>A client that does not read fills its socket, then its write fails after {@link #WRITE_SECONDS_MAX}; until then it
 * holds up nobody but itself. It comes back with the id of the last event it saw.
 */
public final class EventStream<T> {
    /** How long a write may be blocked, seconds. */
    static final int WRITE_SECONDS_MAX = 10;

    /** What a client is told to wait before it reconnects. */
    static final Duration RETRY = Duration.ofSeconds(7);

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Feed<T> feed;
    private final Duration heartbeat;

    public EventStream(Feed<T> feed) {
        this(feed, HEARTBEAT);
    }

    /** @param heartbeat after so long without an event a comment is sent, so that proxies keep the stream */
    EventStream(Feed<T> feed, Duration heartbeat) {
        this.feed = feed;
        this.heartbeat = heartbeat;
    }

    /**
     * Serves the request; returns when the stream is over. Who may subscribe has been decided.
     *
     * @param mayGoOn asked before anything is written, heartbeats included: a key that was taken back ends its stream
     */
    public void serve(Context ctx, Function<T, byte[]> frame, BooleanSupplier mayGoOn) {
        try (Feed<T>.Cursor cursor = Resume.cursor(ctx, feed)) {
            ctx.contentType("text/event-stream");
            ctx.header("Cache-Control", "no-store");
            ctx.header("X-Accel-Buffering", "no");
            boundWrites(ctx);
            stream(ctx, cursor, frame, mayGoOn);
        } catch (IOException e) {
            // The client has gone, or does not read: it comes back by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stream(Context ctx, Feed<T>.Cursor cursor, Function<T, byte[]> frame, BooleanSupplier mayGoOn)
            throws IOException, InterruptedException {
        OutputStream out = ctx.res().getOutputStream();
        out.write(Frame.retry(RETRY));
        ctx.res().flushBuffer();
        while (true) {
            List<T> events = cursor.next(heartbeat);
            if (cursor.hasEnded() || !mayGoOn.getAsBoolean()) {
                return;
            }
            out.write(events.isEmpty() ? Frame.HEARTBEAT : frames(events, frame));
            ctx.res().flushBuffer();
        }
    }

    private static <T> byte[] frames(List<T> events, Function<T, byte[]> frame) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        events.forEach(event -> frames.writeBytes(frame.apply(event)));
        return frames.toByteArray();
    }

    /** Only where the connection is the stream's own: in HTTP/2 others share it, and flow control bounds each. */
    private static void boundWrites(Context ctx) {
        ServletRequest request = ctx.req();
        while (request instanceof ServletRequestWrapper wrapper) {
            request = wrapper.getRequest();
        }
        ConnectionMetaData connection =
                ServletContextRequest.getServletContextRequest(request).getConnectionMetaData();
        if (connection.getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()) {
            connection.getConnection().getEndPoint().setIdleTimeout(WRITE_SECONDS_MAX * 1_000L);
        }
    }
}
