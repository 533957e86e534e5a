package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The readers' stream of a whole node with its chain: at once with a key, an hour later without, on after a restart. */
class ReadersStreamTest {
    private static final String SEEN = "{\"target\":\"203.0.113.1\",\"tags\":[\"ssh\"],\"sensor\":\"secret-sensor\"}";
    private static final String LATER = "{\"target\":\"203.0.113.2\",\"tags\":[\"web\"]}";

    @TempDir
    Path folder;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> InstantSource.system().instant().plus(ahead.get());
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void eachReaderIsToldInItsTimeAndGoesOnAfterARestart() throws Exception {
        try (Anvil anvil = Anvil.start(AnvilOptions.defaults());
                http) {
            NodeHome home = NodeHome.create(folder, anvil.rpcUrl());
            Node first = home.start(clock);
            BufferedReader atOnce;
            BufferedReader behind;
            try {
                atOnce = follow(first, "?after=-1&api_key=" + home.key());
                behind = follow(first, "?after=-1");
                publish(first, home, SEEN);
                assertThat(event(atOnce))
                        .startsWith("event: threat_added", "id: 0")
                        .anyMatch(line -> line.contains("secret-sensor"));
                ahead.set(Duration.ofMinutes(61));
                assertThat(event(behind))
                        .startsWith("event: threat_added", "id: 0")
                        .anyMatch(line -> line.contains("203.0.113.1"))
                        .noneMatch(line -> line.contains("secret-sensor"));
            } finally {
                first.close();
            }
            assertThat(atOnce.readLine()).isNull();
            assertThat(behind.readLine()).isNull();
            try (Node node = home.start(clock);
                    BufferedReader full = follow(node, "?api_key=" + home.key(), "Last-Event-ID", "0");
                    BufferedReader late = follow(node, "", "Last-Event-ID", "0")) {
                publish(node, home, LATER);
                assertThat(event(full)).startsWith("event: threat_added", "id: 1");
                ahead.set(Duration.ofMinutes(122));
                assertThat(event(late)).startsWith("event: threat_added", "id: 1");
            }
        }
    }

    private void publish(Node node, NodeHome home, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.url() + "/api/v1/threats"))
                .header("Authorization", "Bearer " + home.key())
                .header("Prefer", "wait=60")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(201);
    }

    private BufferedReader follow(Node node, String query, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node.url() + "/api/events" + query));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Tier"))
                .hasValue(query.contains("api_key") ? "enterprise" : "anonymous");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** The lines of the next event; comments and the pause are passed over. */
    private static List<String> event(BufferedReader lines) throws IOException {
        List<String> event = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && event.stream().anyMatch(told -> told.startsWith("data: "))) {
                return event;
            }
            if (line.startsWith("event: ")) {
                event.clear();
            }
            if (!line.isEmpty() && !line.startsWith(":")) {
                event.add(line);
            }
        }
        throw new IOException("the stream ended");
    }
}
