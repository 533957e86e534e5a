package io.threatledger.interop;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A node over a chain with a log of real addresses, published size by size across two tile boundaries. Everything in it
 * is older than the delay of the anonymous plan: a stranger sees all of it, without a key.
 */
final class PublishedLog implements AutoCloseable {
    /** The sizes that are published, one after the other; the last entry is a revocation. */
    static final List<Integer> SIZES = List.of(1, 3, 100, 255, 256, 257, 400, 512, 513, 700, 701);

    /** The claims of the first entry. */
    static final String RESTRICTED = "\"sensor\":\"Köln-7\",\"port\":2222,\"ja3\":\"e7d705a3286e19ea42f587b344ee6865\","
            + "\"ja4\":\"t13d1516h2_8daaf6152771_b186095e22b6\",\"comment\":\"brute force, \\\"root\\\" only\"";

    private static final Path ADDRESSES = Path.of("../docs/data/ipsum.txt");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final Path checkpoints;
    private final Anvil anvil;
    private final Node node;
    private final String key;
    private final List<String> targets;
    private String firstId = "";

    PublishedLog(Path folder) throws IOException, InterruptedException {
        checkpoints = Files.createDirectory(folder.resolve("checkpoints"));
        anvil = Anvil.start(AnvilOptions.defaults());
        NodeHome home = NodeHome.create(Files.createDirectory(folder.resolve("node")), anvil.rpcUrl());
        node = home.start(() -> Instant.now().plus(ahead.get()));
        key = home.key();
        try (Stream<String> lines = Files.lines(ADDRESSES)) {
            targets = lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf('\t')))
                    .limit(SIZES.get(SIZES.size() - 2))
                    .toList();
        }
        publishAll();
        assertThat(get("/log/checkpoint").statusCode()).isEqualTo(404);
        ahead.set(Duration.ofHours(2));
    }

    private void publishAll() throws IOException, InterruptedException {
        List<String> reports = new ArrayList<>(targets.stream()
                .map(target -> "{\"target\":\"" + target + "\"}")
                .toList());
        reports.set(0, "{\"target\":\"" + targets.getFirst() + "\"," + RESTRICTED + "}");
        int from = 0;
        for (int to : SIZES.subList(0, SIZES.size() - 1)) {
            HttpResponse<String> added = send(request("/api/v1/threats")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            reports.subList(from, to).stream().collect(Collectors.joining(",", "[", "]")))));
            assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
            if (from == 0) {
                firstId = Json.MAPPER.readTree(added.body()).at("/0/id").asString();
            }
            keepCheckpoint(to);
            from = to;
        }
        HttpResponse<String> revoked =
                send(request("/api/v1/threats/" + firstId + "?reason=test").DELETE());
        assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(200);
        keepCheckpoint(from + 1);
    }

    private void keepCheckpoint(int size) throws IOException, InterruptedException {
        String checkpoint = send(request("/log/checkpoint").GET()).body();
        assertThat(checkpoint.lines().skip(1).findFirst()).contains(String.valueOf(size));
        Files.writeString(checkpoints.resolve(String.valueOf(size)), checkpoint);
    }

    String url() {
        return node.url();
    }

    /** A folder with the checkpoint of every published size. */
    Path checkpoints() {
        return checkpoints;
    }

    /** What was reported, in ledger order. */
    List<String> targets() {
        return targets;
    }

    /** The id of the threat at index 0, which has restricted claims and is revoked at the end. */
    String firstId() {
        return firstId;
    }

    /** The presentation in the proof of an entry, as a key that may see all gets it, or as nobody does. */
    String presentation(String id, boolean withKey) throws IOException, InterruptedException {
        String path = "/api/v1/threats/" + id + "/proof";
        HttpResponse<String> proof = withKey ? send(request(path).GET()) : get(path);
        assertThat(proof.statusCode()).as(proof.body()).isEqualTo(200);
        JsonNode bundle = Json.MAPPER.readTree(proof.body());
        return bundle.get("presentation").asString();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", "Bearer " + key)
                .header("Prefer", "wait=60");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url() + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        node.close();
        anvil.stop();
        http.close();
    }
}
