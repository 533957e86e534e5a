package io.threatledger.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client of one node. Every method throws {@link ClientException}; retries are those it was made with. Threads may share it.
 *
 * <p>A write that got no answer is sent again with the {@code Idempotency-Key} it had: the node does it once.
 */
public final class ThreatLedgerClient implements AutoCloseable {
    /** Most reports of one {@link #publishAll}. */
    public static final int BATCH_REPORTS_MAX = 1_000;

    static final int CONNECT_SECONDS_MAX = 5;
    /** Above the node's own wait of 10 s with a commit. */
    static final int ANSWER_SECONDS_MAX = 40;

    private final URI base;
    private final Optional<String> key;
    private final Retries retries;
    private final HttpClient http;

    /**
     * @param node such as {@code http://127.0.0.1:8080}
     * @param key the bearer key; empty asks anonymously
     */
    public ThreatLedgerClient(URI node, Optional<String> key, Retries retries) {
        this.base = URI.create(node.toString().replaceAll("/+$", ""));
        this.key = key;
        this.retries = retries;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(CONNECT_SECONDS_MAX))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Whether it asks with a key. */
    public boolean hasKey() {
        return key.isPresent();
    }

    /** Publishes one report and waits for its anchor as the node does. */
    public Envelope publish(Report report, PublishOptions options) {
        return new Envelope(ask(post(report.json(), options)));
    }

    /**
     * Publishes all reports or none.
     *
     * @param reports 1 to {@link #BATCH_REPORTS_MAX}
     * @return one envelope for each, in order
     */
    public List<Envelope> publishAll(List<Report> reports, PublishOptions options) {
        JsonNode answer = ask(post(body(reports), options));
        requireOneForEach(reports, answer.isArray() ? answer.size() : 1);
        return envelopes(answer);
    }

    /** As {@link #publishAll}, for those who only count. */
    public Receipt publishBatch(List<Report> reports, PublishOptions options) {
        Receipt receipt = ask(post(body(reports), options), Answers::receipt);
        requireOneForEach(reports, receipt.entries());
        return receipt;
    }

    /** Newest first. */
    public List<Envelope> list(ThreatQuery query) {
        return envelopes(ask(request("/api/v1/threats" + query.queryString()).GET()));
    }

    public Envelope get(String id) {
        return new Envelope(ask(request(threat(id)).GET()));
    }

    /** Revokes one entry; of one that is revoked already, the answer is the first revocation. */
    public Envelope revoke(String id, @Nullable String reason) {
        String query = reason == null ? "" : "?reason=" + encoded(reason);
        return new Envelope(ask(request(threat(id) + query).DELETE()));
    }

    /** The proof bundle of one entry, as JSON. */
    public String proof(String id) {
        return ask(request(threat(id) + "/proof").GET()).toString();
    }

    /** What {@code /health} says, also while the node does not take writes. */
    public JsonNode health() {
        return retries.ask(() -> {
            HttpResponse<byte[]> response = send(request("/health").GET().build());
            return response.statusCode() == 503 ? Answers.JSON.readTree(response.body()) : Answers.read(response);
        });
    }

    /**
     * One file that the node serves, with the key where there is one.
     *
     * @param path with its leading slash
     * @return empty when it is not there; a longer one is cut off one byte after {@code bytesMax}
     */
    public Optional<byte[]> file(String path, int bytesMax) {
        HttpRequest request = request(path).setHeader("Accept", "*/*").GET().build();
        return retries.ask(() -> {
            HttpResponse<byte[]> response = send(request, answer -> new BoundedBody(bytesMax + 1));
            return response.statusCode() == 404 ? Optional.empty() : Optional.of(Answers.read(response, body -> body));
        });
    }

    /** {@code GET} of an admin's collection, such as {@code keys}. */
    public List<JsonNode> listOf(String collection) {
        List<JsonNode> all = new ArrayList<>();
        ask(request("/api/v1/" + collection).GET()).forEach(all::add);
        return all;
    }

    /** {@code POST} to an admin's collection: answers what was made. Not sent again when there is no answer. */
    public JsonNode create(String collection, ObjectNode members) {
        return Answers.read(send(request("/api/v1/" + collection)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(members.toString()))
                .build()));
    }

    /** {@code DELETE} of one member of an admin's collection. */
    public JsonNode delete(String collection, String id) {
        return ask(request("/api/v1/%s/%s".formatted(collection, encoded(id))).DELETE());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** The body that a batch of these reports has. */
    public static String body(List<Report> reports) {
        return reports.stream().map(Report::json).collect(Collectors.joining(",", "[", "]"));
    }

    private HttpRequest.Builder post(String json, PublishOptions options) {
        HttpRequest.Builder request = request("/api/v1/threats" + (options.skipActive() ? "?if_active=skip" : ""))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", options.idempotencyKey());
        if (!options.awaitAnchor()) {
            request.header("Prefer", "respond-async");
        }
        return request.POST(BodyPublishers.ofString(json));
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + pathAndQuery))
                .timeout(Duration.ofSeconds(ANSWER_SECONDS_MAX))
                .header("Accept", "application/json");
        key.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private JsonNode ask(HttpRequest.Builder builder) {
        return ask(builder, Answers.JSON::readTree);
    }

    private <T> T ask(HttpRequest.Builder builder, Function<byte[], T> reader) {
        HttpRequest request = builder.build();
        return retries.ask(() -> Answers.read(send(request), reader));
    }

    private void requireOneForEach(List<Report> reports, int entries) {
        if (entries != reports.size()) {
            throw new ClientException.Unexpected(
                    "%s answered a batch of %d with %d entries".formatted(base, reports.size(), entries));
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        return send(request, BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> send(HttpRequest request, HttpResponse.BodyHandler<byte[]> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new ClientException.Unreachable(
                    "no answer from %s (%s): is the node running?".formatted(base, why(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException.Unexpected("interrupted while waiting for " + base, e);
        }
    }

    private static String why(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static List<Envelope> envelopes(JsonNode answer) {
        if (!(answer instanceof ArrayNode array)) {
            throw new ClientException.Unexpected("the node answered a list with something else");
        }
        List<Envelope> envelopes = new ArrayList<>(array.size());
        array.forEach(each -> envelopes.add(new Envelope(each)));
        return envelopes;
    }

    private static String threat(String id) {
        return "/api/v1/threats/" + encoded(id);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
