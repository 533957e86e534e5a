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
import java.util.function.LongSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionMetaData;

/**
 * Streams a feed to one client until it leaves, stops reading, or the feed ends.
 *
 * <p>A client that does not read fills its socket, then its write fails after {@link #WRITE_SECONDS_MAX}; until then it
 * holds up nobody but itself. It comes back with the id of the last event it saw.
 */
public final class EventStream {
    /** How long a write may be blocked, seconds. */
    static final int WRITE_SECONDS_MAX = 10;

    /** What a client is told to wait before it reconnects. */
    static final Duration RETRY = Duration.ofSeconds(7);

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Frames that are written together, bytes; a longer one is written alone. */
    private static final int WRITE_BYTES = 65_536;

    private final Duration heartbeat;
    private final LongSupplier nanos;

    /** @param nanos a monotonic clock, nanoseconds */
    public EventStream(LongSupplier nanos) {
        this(HEARTBEAT, nanos);
    }

    /** @param heartbeat after so long without an event a comment is sent, so that proxies keep the stream */
    EventStream(Duration heartbeat, LongSupplier nanos) {
        this.heartbeat = heartbeat;
        this.nanos = nanos;
    }

    /**
     * Serves the request; returns when the stream is over. Who may subscribe has been decided.
     *
     * @param frame what this client is told of an event; empty for nothing
     * @param mayGoOn asked before anything is written, heartbeats included: a key that was taken back ends its stream
     */
    public <T> void serve(Context ctx, Feed<T> feed, Function<T, byte[]> frame, BooleanSupplier mayGoOn) {
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

    private <T> void stream(Context ctx, Feed<T>.Cursor cursor, Function<T, byte[]> frame, BooleanSupplier mayGoOn)
            throws IOException, InterruptedException {
        OutputStream out = ctx.res().getOutputStream();
        out.write(Frame.retry(RETRY));
        ctx.res().flushBuffer();
        long wroteAt = nanos.getAsLong();
        long told = cursor.position();
        while (true) {
            List<T> events = cursor.next(heartbeat);
            if (cursor.hasEnded() || !mayGoOn.getAsBoolean()) {
                return;
            }
            boolean wrote = write(out, events, frame);
            if (!wrote && (events.isEmpty() || nanos.getAsLong() - wroteAt >= heartbeat.toNanos())) {
                out.write(told == cursor.position() ? Frame.HEARTBEAT : Frame.position(cursor.position()));
                wrote = true;
            }
            if (wrote) {
                ctx.res().flushBuffer();
                wroteAt = nanos.getAsLong();
                told = cursor.position();
            }
        }
    }

    /** Whether there was anything to write. */
    private static <T> boolean write(OutputStream out, List<T> events, Function<T, byte[]> frame) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        boolean any = false;
        for (T event : events) {
            frames.writeBytes(frame.apply(event));
            any |= frames.size() > 0;
            if (frames.size() >= WRITE_BYTES) {
                frames.writeTo(out);
                frames.reset();
            }
        }
        frames.writeTo(out);
        return any;
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
