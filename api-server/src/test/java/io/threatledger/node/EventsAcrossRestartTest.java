package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A subscriber that does what a browser does: it comes back with the id of the last event that it saw. */
class EventsAcrossRestartTest {
    private static final int RESTARTS = 3;

    /**
     * For an answer's head. A connection that a closing listener took in its last moment is not answered as long as this
     * JVM lives; where a node is a process, its end closes it.
     */
    private static final Duration HEAD_AT_MOST = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final List<Long> seen = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;
    private volatile boolean connected;

    @Test
    void everyEventComesOnceAndInOrder() throws Exception {
        try (Anvil anvil = Anvil.start(AnvilOptions.defaults())) {
            NodeHome home = NodeHome.create(folder, anvil.rpcUrl());
            Node node = home.start(0);
            int port = URI.create(node.url()).getPort();
            Thread subscriber = Thread.ofVirtual().start(() -> subscribe("http://127.0.0.1:" + port, key(home)));
            try (Publisher publisher = new Publisher("http://127.0.0.1:" + port, home.key())) {
                Until.holds("the subscriber is connected", () -> connected);
                publisher.start(4, 1);
                for (int i = 0; i < RESTARTS; i++) {
                    int before = seen.size();
                    Until.holds("events come", () -> seen.size() > before + 20);
                    node.close();
                    node = home.start(port);
                }
                publisher.stop();
                publisher.post("203.0.113.200", 60);
                long size = publisher
                        .json("/health")
                        .path("ledger")
                        .path("anchored_size")
                        .asLong();
                Until.holds("all events came", () -> seen.size() >= size);

                assertThat(seen).isEqualTo(LongStream.range(0, size).boxed().toList());
            } finally {
                stopped = true;
                node.close();
                subscriber.join();
            }
        }
    }

    private void subscribe(String url, String key) {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (!stopped) {
                try {
                    follow(http, url, key);
                } catch (IOException | UncheckedIOException e) {
                    Thread.sleep(50);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(HttpClient http, String url, String key) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/api/v1/events?token=" + key))
                .header("Accept", "text/event-stream")
                .timeout(HEAD_AT_MOST);
        if (!seen.isEmpty()) {
            request.header("Last-Event-ID", Long.toString(seen.getLast()));
        }
        HttpResponse<Stream<String>> stream = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        assertThat(stream.statusCode()).isEqualTo(200);
        connected = true;
        try (Stream<String> lines = stream.body()) {
            lines.filter(line -> line.startsWith("id: "))
                    .forEach(line -> seen.add(Long.parseLong(line.substring("id: ".length()))));
        }
    }

    private static String key(NodeHome home) {
        try {
            return home.key();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
