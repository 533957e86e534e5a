package io.threatledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The node that is measured, with its chain: {@code threatledger dev}, and the file of keys that it wrote. */
final class Node implements AutoCloseable {
    /** Of an account whose plan has streams and tables of 100,000 records. */
    static final String PUBLISHER = "PUBLISHER_KEY";

    static final String ADMIN = "ADMIN_KEY";
    static final String READER = "PARTICIPANT_KEY";
    static final String THREATS = "/api/v1/threats";
    static final String RESPOND_ASYNC = "respond-async";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int REFUSED = 400;
    private static final int IDLE_SECONDS_MAX = 600;

    /** Of a core. Something it does always: a slow check of its files, for one. */
    private static final double IDLE_SHARE_MAX = 0.2;

    private static final long MILLIS_PER_SECOND = 1_000;
    private static final double MICROS_PER_SECOND = 1e6;

    private final Server server;
    private final Map<String, String> environment;
    private final HttpClient client;

    private Node(Server server, Map<String, String> environment) {
        this.server = server;
        this.environment = environment;
        this.client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /**
     * Returns when it serves.
     *
     * @param data where its ledger is kept, and what it says
     */
    static Node start(Path root, Path data) throws IOException {
        Server server = Server.start(
                List.of(
                        root.resolve("scripts/threatledger").toString(),
                        "dev",
                        "--no-limits",
                        "--port",
                        "0",
                        "--chain-port",
                        "0",
                        "--data",
                        data.resolve("node").toAbsolutePath().toString()),
                Map.of(),
                log(data),
                "threatledger ready at ");
        try {
            return new Node(server, environment(environmentFile(data)));
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    static Path log(Path data) {
        return data.resolve("node.log");
    }

    static Path environmentFile(Path data) {
        return data.resolve("node/dev.env");
    }

    private static Map<String, String> environment(Path file) throws IOException {
        Map<String, String> known = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                known.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return known;
    }

    Server server() {
        return server;
    }

    String url() {
        return server.readyAt();
    }

    /** The value of that name in {@code dev.env}. */
    String named(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalStateException("dev.env has no " + name);
        }
        return value;
    }

    /** What the chain says. */
    Chain chain() {
        return new Chain(client, URI.create(named("CHAIN_RPC_URL")));
    }

    HttpClient client() {
        return client;
    }

    /** A request with that key; add to it what else it needs. */
    HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create(url() + path)).header("Authorization", "Bearer " + named(key));
    }

    /** Threats to be published, one or an array, which the answer does not wait to be anchored. */
    HttpRequest publication(String key, String json) {
        return request(THREATS, key)
                .header("Content-Type", "application/json")
                .header("Prefer", RESPOND_ASYNC)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }

    /** The answer, which must be a good one. */
    JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        return read(client.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    static JsonNode read(HttpResponse<String> response) throws IOException {
        if (response.statusCode() >= REFUSED) {
            throw new IOException(response.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** Entries in the ledger. */
    long size() throws IOException, InterruptedException {
        return ledger().path("size").asLong();
    }

    private JsonNode ledger() throws IOException, InterruptedException {
        return answer(request("/health", PUBLISHER).build()).path("ledger");
    }

    /**
     * Returns when everything is anchored and the node has hardly anything to do: its search indexes stand back behind
     * publishers and follow later. One that is still busy after {@link #IDLE_SECONDS_MAX} is measured as it is.
     */
    void awaitIdle() throws IOException, InterruptedException {
        boolean isAnchored = false;
        boolean isBusy = true;
        for (int waited = 0; waited < IDLE_SECONDS_MAX && !(isAnchored && !isBusy); waited++) {
            double before = server.processorMicros();
            Thread.sleep(MILLIS_PER_SECOND);
            isBusy = (server.processorMicros() - before) / MICROS_PER_SECOND > IDLE_SHARE_MAX;
            JsonNode ledger = ledger();
            isAnchored =
                    ledger.path("anchored_size").asLong() >= ledger.path("size").asLong();
        }
        if (!isAnchored) {
            throw new IOException("after " + IDLE_SECONDS_MAX + " s not everything is anchored: " + ledger());
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
