package io.threatledger.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that take too long over a request's headers.
 *
 * <p>Jetty's idle timeout begins anew with each byte, so a header sent letter by letter would hold a connection for ever.
 * A connection on which bytes have come in since its last answer, but no whole request head, is {@code begun}; one that
 * stays so for the limit is closed. Streams and idle kept-alive connections are neither. HTTP/2 bounds its own frames.
 *
 * <p>{@code begun} belongs to the sweeping thread.
 */
final class SlowRequests extends AbstractLifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(SlowRequests.class);
    private static final long SWEEP_MILLIS = 500;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private record Begun(long messages, long bytesBefore, long sinceNanos) {}

    private final ServerConnector connector;
    private final long limitNanos;
    private final LongSupplier nanos;
    private final Map<EndPoint, Begun> begun = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("http-slow-requests").daemon().factory());

    SlowRequests(ServerConnector connector, int limitSeconds, LongSupplier nanos) {
        this.connector = connector;
        this.limitNanos = limitSeconds * NANOS_PER_SECOND;
        this.nanos = nanos;
    }

    @Override
    protected void doStart() {
        var ignored = sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        sweeper.shutdownNow();
    }

    /** A connection may close under our eyes; the next sweep has to come all the same. */
    private void sweep() {
        try {
            var connected = connector.getConnectedEndPoints();
            begun.keySet().retainAll(connected);
            connected.forEach(this::look);
        } catch (RuntimeException e) {
            LOG.warn("a sweep of slow requests failed", e);
        }
    }

    private void look(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        if (connection == null
                || connection instanceof HTTP2Connection
                || connection.getMessagesIn() != connection.getMessagesOut()) {
            begun.remove(endPoint);
            return;
        }
        Begun seen = begun.get(endPoint);
        if (seen == null || seen.messages() != connection.getMessagesIn()) {
            begun.put(endPoint, new Begun(connection.getMessagesIn(), bytesBefore(connection), nanos.getAsLong()));
        } else if (connection.getBytesIn() == seen.bytesBefore()) {
            begun.put(endPoint, new Begun(seen.messages(), seen.bytesBefore(), nanos.getAsLong()));
        } else if (nanos.getAsLong() - seen.sinceNanos() > limitNanos) {
            begun.remove(endPoint);
            endPoint.close();
        }
    }

    /** A connection that is new has no request behind it: its very first byte counts. */
    private static long bytesBefore(Connection connection) {
        return connection.getMessagesIn() == 0 ? 0 : connection.getBytesIn();
    }
}
