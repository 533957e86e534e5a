package io.threatledger.intel;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.http.Json;
import io.threatledger.node.Node;
import io.threatledger.node.NodeHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A real node on a real chain, whose clock a test sets forward, with readers of every plan. */
final class IntelNode implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = 20_000_000;

    static final String ANONYMOUS = "anonymous";
    static final List<String> PLANS = List.of(ANONYMOUS, "community", "participant", "professional", "enterprise");

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> keys = new HashMap<>();
    private final boolean limited;
    private final Anvil anvil;
    private final NodeHome home;
    private Node node;

    /** @param limited whether quotas are in force */
    IntelNode(Path folder, boolean limited) throws IOException, InterruptedException {
        this.limited = limited;
        anvil = Anvil.start(AnvilOptions.defaults());
        home = NodeHome.create(folder, anvil.rpcUrl());
        node = open();
        for (String plan : PLANS.subList(1, PLANS.size())) {
            keys.put(plan, newKey(plan, null).get("key").stringValue());
        }
    }

    /** An answer as a test looks at it. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Json.MAPPER.readTree(response.body());
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    private Node open() throws IOException {
        return limited ? home.startLimited(clock) : home.start(clock);
    }

    void restart() throws IOException {
        node.close();
        node = open();
    }

    NodeHome home() {
        return home;
    }

    String url() {
        return node.url();
    }

    /** Sets the node's clock forward. */
    void advance(Duration by) {
        ahead.updateAndGet(before -> before.plus(by));
    }

    Instant now() {
        return clock.instant();
    }

    /** A key of a new account, as its making is answered: {@code id} and {@code key}. */
    JsonNode newKey(String plan, @Nullable Instant expires) throws IOException {
        String body = Json.MAPPER.writeValueAsString(Map.of(
                "owner", "acme",
                "account", plan + "-" + System.nanoTime(),
                "role", "reader",
                "plan", plan,
                "name", "test"));
        if (expires != null) {
            body = body.replace("}", ",\"expires_at\":\"" + expires + "\"}");
        }
        Answer made = sendAs(home.key(), "POST", "/api/v1/keys", body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }

    void revokeKey(JsonNode key) throws IOException {
        assertThat(sendAs(home.key(), "DELETE", "/api/v1/keys/" + key.get("id").asLong(), null)
                        .status())
                .isEqualTo(200);
    }

    /** Publishes an array of threats, which are anchored when it returns; their ids. */
    List<String> publish(String... threats) throws IOException {
        Answer answer = sendAs(
                home.key(), "POST", "/api/v1/threats", "[" + String.join(",", threats) + "]", "Prefer", "wait=60");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        List<String> ids = new ArrayList<>();
        answer.json().forEach(threat -> ids.add(threat.get("id").stringValue()));
        return ids;
    }

    /** Appends threats while nothing is mined; they stay unpublished until {@link #mine}. */
    void appendUnmined(String... threats) throws IOException {
        rpc("evm_setAutomine", "false");
        Answer answer = sendAs(
                home.key(),
                "POST",
                "/api/v1/threats",
                "[" + String.join(",", threats) + "]",
                "Prefer",
                "respond-async");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    /** Appends a revocation while nothing is mined. */
    void revokeUnmined(String id) throws IOException {
        Answer answer =
                sendAs(home.key(), "DELETE", "/api/v1/threats/" + id + "?reason=test", null, "Prefer", "respond-async");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }

    /** Waits until so many entries are published. */
    void awaitPublished(long size) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (published() < size) {
            assertThat(System.nanoTime()).as("not published: " + size).isLessThan(end);
            Thread.sleep(20);
        }
    }

    private long published() throws IOException {
        String checkpoint = sendAs(home.key(), "GET", "/log/checkpoint", null).text();
        return Long.parseLong(checkpoint.lines().skip(1).findFirst().orElseThrow());
    }

    void mine() throws IOException {
        rpc("evm_setAutomine", "true");
        rpc("evm_mine", "");
    }

    void revoke(String id) throws IOException {
        Answer answer =
                sendAs(home.key(), "DELETE", "/api/v1/threats/" + id + "?reason=test", null, "Prefer", "wait=60");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** Waits until the searches of every plan know so many records: they answer with what is there. */
    void awaitListed(int records) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (String plan : PLANS) {
            while (get(plan, "/api/search?limit=1").json().path("total").asInt(-1) != records) {
                assertThat(System.nanoTime()).as("patience").isLessThan(end);
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    /** Asks as somebody of that plan. */
    Answer get(String plan, String path, String... headers) throws IOException {
        return sendAs(keys.get(plan), "GET", path, null, headers);
    }

    JsonNode json(String plan, String path) throws IOException {
        Answer answer = get(plan, path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    Answer post(String plan, String path, String body) throws IOException {
        return sendAs(keys.get(plan), "POST", path, body);
    }

    String keyOf(String plan) {
        return String.valueOf(keys.get(plan));
    }

    /** @param key null: nobody */
    Answer sendAs(@Nullable String key, String method, String path, @Nullable String body, String... headers)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node.url() + path))
                .timeout(Duration.ofSeconds(90))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rpc(String method, String parameter) throws IOException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + parameter + "]}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(anvil.rpcUrl()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("result");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        node.close();
        http.close();
        anvil.close();
    }
}
