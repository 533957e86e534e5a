package io.threatledger.node;

import io.threatledger.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Publishers that go on whatever happens, and remember what they were answered for each target. */
final class Publisher implements AutoCloseable {
    /** Stands for an answer that never came. */
    static final int NO_ANSWER = 0;

    /** What came of one publish. */
    record Answered(int status, Duration took) {}

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String key;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, Answered> answers = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private List<Thread> threads = List.of();

    Publisher(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /** Starts publishing from so many threads, each answer waited for at most {@code wait} seconds by the node. */
    Publisher start(int threadCount, int waitSeconds) {
        stopped = false;
        threads = java.util.stream.IntStream.range(0, threadCount)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    while (!stopped) {
                        publishNext(waitSeconds);
                    }
                }))
                .toList();
        return this;
    }

    void publishNext(int waitSeconds) {
        int n = next.incrementAndGet();
        String target = "198." + (18 + n / 65_536 % 2) + "." + n / 256 % 256 + "." + n % 256;
        long began = System.nanoTime();
        int status;
        try {
            status = post(target, waitSeconds).statusCode();
        } catch (IOException e) {
            status = NO_ANSWER;
            pause();
        }
        answers.put(target, new Answered(status, Duration.ofNanos(System.nanoTime() - began)));
        if (status == 503) {
            pause();
        }
    }

    HttpResponse<String> post(String target, int waitSeconds) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url + "/api/v1/threats"))
                .header("Prefer", "wait=" + waitSeconds)
                .POST(HttpRequest.BodyPublishers.ofString("{\"target\":\"" + target + "\"}")));
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    JsonNode json(String path) throws IOException {
        return Json.MAPPER.readTree(get(path).body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(
                    request.header("Authorization", "Bearer " + key)
                            .timeout(Duration.ofSeconds(90))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Map<String, Answered> answers() {
        return answers;
    }

    long count(int... statuses) {
        return answers.values().stream()
                .filter(answer -> java.util.Arrays.stream(statuses).anyMatch(s -> s == answer.status()))
                .count();
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets running publishes finish and publishes no more. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
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
