package io.threatledger.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small node over real HTTP that keeps the publisher's half of the v1 contract and notes each breach of the client's
 * half. It fails on order, in the ways a node and a network fail.
 */
public final class PolicingNode implements AutoCloseable {
    public static final String KEY = "tck_good";
    public static final int BODY_BYTES_MAX = 1 << 20;
    private static final int REFUSALS_LISTED_MAX = 20;

    /** What happens to one POST instead of a plain answer. */
    public sealed interface Fault {
        record Status(int code, int retryAfterSeconds) implements Fault {}

        record DropBeforeCommit() implements Fault {}

        record DropAfterCommit() implements Fault {}
    }

    private record Answered(String body, ArrayNode answer) {}

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answered> byKey = new HashMap<>();
    private final Map<String, ObjectNode> active = new HashMap<>();
    private final List<String> appended = new ArrayList<>();
    private final List<String> breaches = new ArrayList<>();
    private final List<Integer> batchSizes = new ArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final Set<String> refusedTargets = new HashSet<>();
    private boolean namesRefused = true;

    public PolicingNode() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/api/v1/threats", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next POSTs meet these, one each. */
    public synchronized void failNext(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** Refuses batches that hold one of these. */
    public synchronized void refuse(Set<String> targets, boolean byName) {
        refusedTargets.addAll(targets);
        namesRefused = byName;
    }

    public synchronized void revokeAll() {
        active.clear();
    }

    /** Every target appended, as often as it was. */
    public synchronized List<String> appended() {
        return List.copyOf(appended);
    }

    public synchronized List<Integer> batchSizes() {
        return List.copyOf(batchSizes);
    }

    /** What the client did that it must not. */
    public synchronized List<String> breaches() {
        return List.copyOf(breaches);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{\"detail\":\"Invalid API key\"}");
        } else if (exchange.getRequestMethod().equals("POST")) {
            post(exchange, new String(body, StandardCharsets.UTF_8));
        } else {
            send(exchange, 404, "{\"detail\":\"Threat not found\"}");
        }
    }

    private void post(HttpExchange exchange, String body) throws IOException {
        Reply reply;
        synchronized (this) {
            reply = decide(exchange, body);
        }
        if (reply.drop()) {
            exchange.close();
            return;
        }
        if (reply.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", reply.retryAfter().toString());
        }
        send(exchange, reply.status(), reply.body());
    }

    private record Reply(int status, String body, @Nullable Integer retryAfter, boolean drop) {}

    private Reply decide(HttpExchange exchange, String body) {
        police(exchange, body);
        Fault fault = faults.poll();
        if (fault instanceof Fault.Status status) {
            return new Reply(status.code(), "{\"detail\":\"not now\"}", status.retryAfterSeconds(), false);
        }
        if (fault instanceof Fault.DropBeforeCommit) {
            return new Reply(0, "", null, true);
        }
        Reply reply = publish(exchange, body);
        return fault instanceof Fault.DropAfterCommit ? new Reply(0, "", null, true) : reply;
    }

    private void police(HttpExchange exchange, String body) {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        check(key != null && key.length() <= 255, "POST without a usable Idempotency-Key");
        check(body.getBytes(StandardCharsets.UTF_8).length <= BODY_BYTES_MAX, "body above 1 MiB");
        check(
                "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type")),
                "Content-Type is not application/json");
    }

    private Reply publish(HttpExchange exchange, String body) {
        String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        Answered before = byKey.get(key);
        if (before != null) {
            check(before.body().equals(body), "Idempotency-Key used with another body");
            return new Reply(201, before.answer().toString(), null, false);
        }
        JsonNode batch = json.readTree(body);
        batchSizes.add(batch.size());
        check(batch.isArray() && !batch.isEmpty() && batch.size() <= 1_000, "not an array of 1 to 1,000");
        String refusal = refusal(batch);
        if (refusal != null) {
            return new Reply(422, json.createObjectNode().put("detail", refusal).toString(), null, false);
        }
        ArrayNode answer = json.createArrayNode();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        batch.forEach(report -> answer.add(append((ObjectNode) report, query.contains("if_active=skip"))));
        byKey.put(key, new Answered(body, answer));
        return new Reply(201, answer.toString(), null, false);
    }

    private ObjectNode append(ObjectNode report, boolean skip) {
        String target = report.path("target").asString();
        String line = report.path("source").asString() + " " + target;
        boolean existing = skip && report.equals(active.get(line));
        if (!existing) {
            active.put(line, report);
            appended.add(target);
        }
        ObjectNode envelope = json.createObjectNode();
        envelope.put("id", "TC-" + target).put("status", "active").put("index", appended.size() - 1);
        envelope.set("data", report);
        return existing ? envelope.put("existing", true) : envelope;
    }

    private @Nullable String refusal(JsonNode batch) {
        List<String> named = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            String target = batch.get(i).path("target").asString();
            if (refusedTargets.contains(target)) {
                named.add("[%d] target %s is protected: 10.0.0.0/8 (private)".formatted(i, target));
            }
        }
        if (named.isEmpty()) {
            return null;
        }
        return namesRefused
                ? String.join("; ", named.subList(0, Math.min(named.size(), REFUSALS_LISTED_MAX)))
                : "something in it is protected";
    }

    private void check(boolean holds, String breach) {
        if (!holds) {
            breaches.add(breach);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
