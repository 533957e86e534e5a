package io.threatledger.http;

import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Fails a body that trickles: it has the request's seconds for a start, and one more for each {@code bytesPerSecond} that
 * have come. A body that stops altogether is cut off by the idle timeout.
 */
final class SlowBodies extends Handler.Wrapper {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final HttpSettings.SlowClients slow;
    private final LongSupplier nanos;

    SlowBodies(HttpSettings.SlowClients slow, LongSupplier nanos) {
        this.slow = slow;
        this.nanos = nanos;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(new Timed(request), response, callback);
    }

    /** Read by one thread at a time, as a request is. */
    private final class Timed extends Request.Wrapper {
        private final long sinceNanos = nanos.getAsLong();
        private long received;

        Timed(Request request) {
            super(request);
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return chunk;
            }
            received += chunk.remaining();
            if (chunk.isLast() || nanos.getAsLong() - sinceNanos <= allowedNanos()) {
                return chunk;
            }
            chunk.release();
            return Content.Chunk.from(new HttpException.RuntimeException(408, "the body is too slow"), true);
        }

        private long allowedNanos() {
            return slow.requestSeconds() * NANOS_PER_SECOND + received * NANOS_PER_SECOND / slow.bodyBytesPerSecond();
        }
    }
}
