package io.threatledger.v1;

import io.threatledger.http.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** One caller of a test node. */
public final class TestClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final TestNode node;
    private final String key;

    /** @param key empty for nobody */
    public TestClient(TestNode node, String key) {
        this.node = node;
        this.key = key;
    }

    /** An answer as a test looks at it. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            return Json.MAPPER.readTree(response.body());
        }

        public String detail() {
            return json().path("detail").asString();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    public Answer post(String body, String... headers) {
        return send("POST", "/api/v1/threats", body, headers);
    }

    /** Publishes one target and returns its envelope. */
    public JsonNode add(String target) {
        Answer answer = post("{\"target\":\"" + target + "\"}");
        if (answer.status() != 201 && answer.status() != 202) {
            throw new AssertionError(answer.status() + " " + answer.text());
        }
        return answer.json();
    }

    public Answer send(String method, String path, @org.jspecify.annotations.Nullable String body, String... headers) {
        var publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(node.uri(path)).method(method, publisher);
        List<String> all = new ArrayList<>(List.of(headers));
        if (!key.isEmpty()) {
            all.addAll(List.of("Authorization", "Bearer " + key));
        }
        if (!all.isEmpty()) {
            request.headers(all.toArray(new String[0]));
        }
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
