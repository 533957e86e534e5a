package io.threatledger.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.feed.Feed;
import io.threatledger.http.TestServer;
import io.threatledger.store.Watermark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private final Watermark published = new Watermark(0);
    private final AtomicInteger asked = new AtomicInteger();

    /** What a client reads whose stream may go on so many times. */
    private String stream(String query, Function<Long, byte[]> frame, int times) throws IOException {
        try (Feed<Long> feed = new Feed<>(EventStreamTest::render, published)) {
            feed.start();
            EventStream stream = new EventStream(Duration.ofMillis(5), System::nanoTime);
            try (TestServer server = TestServer.with(routes -> routes.get(
                    "/events", ctx -> stream.serve(ctx, feed, frame, () -> asked.incrementAndGet() <= times)))) {
                return server.raw("GET /events" + query + " HTTP/1.0\r\nHost: localhost\r\n\r\n");
            }
        }
    }

    private static byte[] each(long event) {
        return Frame.event("e", event, "x".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] nothing(long event) {
        return new byte[0];
    }

    private static List<Long> render(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void aSilentStreamEndsAtTheHeartbeatAfterItMayNotGoOn() throws IOException {
        assertThat(stream("", EventStreamTest::each, 3)).endsWith("\r\n\r\nretry: 7000\n\n:\n\n:\n\n:\n\n");
        assertThat(asked).hasValue(4);
    }

    @Test
    void whoMayNotGoOnIsToldNothingMore() throws IOException {
        published.advance(3);
        assertThat(stream("?after=-1", EventStreamTest::each, 0)).endsWith("\r\n\r\nretry: 7000\n\n");
        asked.set(0);
        assertThat(stream("?after=1", EventStreamTest::each, 1))
                .endsWith("retry: 7000\n\nevent: e\nid: 2\ndata: x\n\n");
    }

    /** It would otherwise read all of a long log again each time it comes back. */
    @Test
    void whoIsToldNothingOfManyEventsLearnsHowFarItIs() throws IOException {
        published.advance(1_000);
        assertThat(stream("?after=-1", EventStreamTest::nothing, 8))
                .contains("\n\nid: 999\n\n")
                .doesNotContain("event:");
    }

    @Test
    void whoIsToldSomethingOfAPageNeedsNoWordOfTheRest() throws IOException {
        published.advance(3);
        assertThat(stream("?after=-1", event -> event == 1 ? each(event) : nothing(event), 3))
                .endsWith("retry: 7000\n\nevent: e\nid: 1\ndata: x\n\n:\n\n:\n\n");
    }
}
