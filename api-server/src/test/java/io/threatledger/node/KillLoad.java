package io.threatledger.node;

import io.threatledger.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Publishers of a node that is killed again and again. Each request carries a key of its own, which is also in what it
 * writes, so that the ledger tells how often it was written; each is sent again in the next round.
 */
final class KillLoad implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int TARGETS = 60;
    private static final int ARRAY_MAX = 5;
    private static final long PAUSE_MILLIS = 20;

    /** A request and what became of it. */
    static final class Sent {
        final String key;
        final String method;
        final String path;
        final String body;
        final int entries;
        /** Whether it was sent and not answered that nothing was written. */
        volatile boolean maybeWritten;
        /** The ids it was answered with; null as long as it was not. */
        volatile @Nullable List<String> ids;

        private Sent(String key, String method, String path, String body, int entries) {
            this.key = key;
            this.method = method;
            this.path = path;
            this.body = body;
            this.entries = entries;
        }

        boolean isRevocation() {
            return method.equals("DELETE");
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String apiKey;
    private final long seed;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final ConcurrentHashMap<String, Sent> sent = new ConcurrentHashMap<>();
    private final Queue<Sent> answered = new ConcurrentLinkedQueue<>();
    private final Queue<Sent> again = new ConcurrentLinkedQueue<>();
    private final List<String> published = new CopyOnWriteArrayList<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private volatile @Nullable String url;
    private volatile boolean stopped;
    private List<Thread> threads = List.of();

    KillLoad(String apiKey, long seed) {
        this.apiKey = apiKey;
        this.seed = seed;
    }

    /** Sends what the last round sent once more, then new requests, until it is stopped. */
    void start(int round) {
        stopped = false;
        threads = IntStream.range(0, THREADS)
                .mapToObj(i ->
                        Thread.ofPlatform().name("publisher-" + i).start(() -> run(new Random(seed + 31L * round + i))))
                .toList();
    }

    /** Where the node of this round listens: until that is known, nothing is sent. */
    void sendTo(String nodeUrl) {
        url = nodeUrl;
    }

    private void run(Random random) {
        while (!stopped) {
            if (url == null) {
                pause();
                continue;
            }
            Sent repeated = again.poll();
            if (!send(repeated == null ? make(random) : repeated, random.nextInt(3))) {
                pause();
            }
        }
    }

    private Sent make(Random random) {
        String key = "k" + next.incrementAndGet();
        int kind = random.nextInt(10);
        Sent made;
        if (kind == 0 && !published.isEmpty()) {
            String id = published.get(random.nextInt(published.size()));
            made = new Sent(key, "DELETE", "/api/v1/threats/" + id + "?reason=" + key, "", 1);
        } else if (kind < 4) {
            int entries = 2 + random.nextInt(ARRAY_MAX - 1);
            List<String> bodies = new ArrayList<>();
            IntStream.range(0, entries).forEach(i -> bodies.add(body(key, random)));
            made = new Sent(key, "POST", "/api/v1/threats", bodies.toString(), entries);
        } else {
            made = new Sent(key, "POST", "/api/v1/threats", body(key, random), 1);
        }
        sent.put(key, made);
        return made;
    }

    private static String body(String key, Random random) {
        String network = random.nextInt(8) == 0 ? "/" + (25 + random.nextInt(7)) : "";
        return "{\"target\":\"203.0.113." + random.nextInt(TARGETS) + network + "\",\"category\":\"" + key
                + "\",\"comment\":\"killed\"}";
    }

    /** False when nobody answered, or said that it may be sent later. */
    private boolean send(Sent request, int waitSeconds) {
        boolean before = request.maybeWritten;
        request.maybeWritten = true;
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + request.path))
                            .header("Authorization", "Bearer " + apiKey)
                            .header("Idempotency-Key", request.key)
                            .header("Prefer", waitSeconds == 0 ? "respond-async" : "wait=" + waitSeconds)
                            .timeout(Duration.ofSeconds(30))
                            .method(request.method, HttpRequest.BodyPublishers.ofString(request.body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return take(request, before, answer);
        } catch (IOException e) {
            again.add(request);
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean take(Sent request, boolean maybeBefore, HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status == 503) {
            request.maybeWritten = maybeBefore;
            again.add(request);
            return false;
        }
        if (status != 200 && status != 201 && status != 202) {
            problems.add(request.key + " was answered " + status + " " + answer.body());
            return true;
        }
        answers.incrementAndGet();
        List<String> ids = ids(Json.MAPPER.readTree(answer.body()));
        List<String> before = request.ids;
        if (before == null) {
            answered.add(request);
        } else if (!before.equals(ids)) {
            problems.add(request.key + " was answered " + before + " and then " + ids);
        }
        request.ids = ids;
        if (before == null && !request.isRevocation()) {
            published.addAll(ids);
        }
        return true;
    }

    private static List<String> ids(JsonNode body) {
        List<String> ids = new ArrayList<>();
        if (body.isArray()) {
            body.forEach(each -> ids.add(each.path("id").asString()));
        } else {
            ids.add(body.path("id").asString());
        }
        return ids;
    }

    /** Lets no new request begin: another program may listen where the node did. */
    void beginNoMore() {
        stopped = true;
    }

    /** Waits for the requests under way, and has every one that was answered sent again in the next round. */
    void stop() throws InterruptedException {
        beginNoMore();
        for (Thread thread : threads) {
            thread.join();
        }
        threads = List.of();
        url = null;
        for (Sent each = answered.poll(); each != null; each = answered.poll()) {
            again.add(each);
        }
    }

    /** Whether everything that was to be sent again was answered. */
    boolean isAnswered() {
        return again.isEmpty();
    }

    Collection<Sent> sent() {
        return sent.values();
    }

    /** How many requests were answered that something is written. */
    int answers() {
        return answers.get();
    }

    /** What no node may do. */
    Collection<String> problems() {
        return problems;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
