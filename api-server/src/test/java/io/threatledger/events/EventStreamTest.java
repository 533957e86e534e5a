package io.threatledger.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.feed.Feed;
import io.threatledger.http.RouteLimit;
import io.threatledger.http.TestServer;
import io.threatledger.store.Watermark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What goes over the wire when there is nothing to tell. */
class EventStreamTest {
    private static final Duration HEARTBEAT = Duration.ofMillis(50);

    private final Watermark published = new Watermark(0);

    @Test
    void aStreamWithoutEventsSendsComments() throws IOException {
        assertThat(secondBlock(event -> new byte[0])).isEqualTo(":");
    }

    /** A client that is told nothing of a long log would otherwise read all of it again each time it comes back. */
    @Test
    void whoWasToldNothingOfManyEventsLearnsHowFarItIs() throws IOException {
        published.advance(1_000);
        assertThat(secondBlock(event -> new byte[0])).isEqualTo("id: 999");
    }

    @Test
    void whoWasToldSomethingIsNotToldHowFarItIs() throws IOException {
        published.advance(3);
        assertThat(secondBlock(event -> event == 1 ? Frame.event("x", event, new byte[] {'1'}) : new byte[0]))
                .isEqualTo("event: x");
    }

    private String secondBlock(Function<Long, byte[]> frame) throws IOException {
        try (Feed<Long> feed = new Feed<>(
                (from, to) -> LongStream.range(from, to).boxed().toList(), published)) {
            feed.start();
            EventStream stream = new EventStream(HEARTBEAT, System::nanoTime);
            try (TestServer server = TestServer.with(routes -> routes.get(
                    "/events", ctx -> stream.serve(ctx, feed, frame, () -> true), RouteLimit.stream(10, 60)))) {
                try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                        server.request("/events?after=-1").build().uri().toURL().openStream(), StandardCharsets.UTF_8))) {
                    assertThat(lines.readLine()).isEqualTo("retry: 7000");
                    assertThat(lines.readLine()).isEmpty();
                    return String.valueOf(lines.readLine());
                } finally {
                    feed.end();
                }
            }
        }
    }
}
