package io.threatledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.config.RoutesConfig;
import io.threatledger.http.HttpSettings.SlowClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class TransportTest {
    private static final SlowClients IMPATIENT = new SlowClients(1, 1_000, 30, 5);

    private static void routes(RoutesConfig routes) {
        routes.get("/small", ctx -> ctx.header("ETag", "\"1\"").json(Map.of("ok", true)));
        routes.get("/large", ctx -> ctx.json(Map.of("text", "threat ".repeat(1_000))));
        routes.get(
                "/stream",
                ctx -> {
                    ctx.contentType("text/event-stream");
                    ctx.outputStream().write(("data: " + "x".repeat(4_000) + "\n\n").getBytes(StandardCharsets.UTF_8));
                    ctx.res().flushBuffer();
                },
                RouteLimit.stream(10, 60));
        routes.get("/explicit", ctx -> ctx.result("get"));
        routes.head("/explicit", ctx -> ctx.header("X-Own", "head"));
        routes.post("/echo", ctx -> ctx.result(ctx.body()));
        routes.get("/who/{name}", ctx -> ctx.result(ctx.pathParam("name")));
    }

    private static TestServer impatient() {
        return TestServer.with(s -> s.withSlow(IMPATIENT), Map.of(), TransportTest::routes);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void headersThatDripAreCutOff() throws Exception {
        try (TestServer server = impatient();
                Socket slow = server.connect()) {
            write(slow, "GET /small HTTP/1.1\r\nHost: x\r\n");
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return readAll(slow);
                } catch (IOException e) {
                    return "reset";
                }
            });
            assertThatThrownBy(() -> {
                        while (true) {
                            write(slow, "X-Drip: 1\r\n");
                            Thread.sleep(100);
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(answer.get(10, TimeUnit.SECONDS)).doesNotContain("200");
        }
    }

    @Test
    void headersThatDripOnAnOldConnectionAreCutOff() throws Exception {
        try (TestServer server = impatient();
                Socket slow = server.connect()) {
            write(slow, "GET /small HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 200");
            assertThatThrownBy(() -> {
                        write(slow, "GET /small HTTP/1.1\r\nHost: x\r\n");
                        while (true) {
                            write(slow, "X-Drip: 1\r\n");
                            Thread.sleep(100);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void keptAliveConnectionMayIdleLongerThanARequestMay() throws Exception {
        try (TestServer server = impatient();
                Socket idle = server.connect()) {
            write(idle, "GET /small HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(new String(idle.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 200");
            Thread.sleep(2_500);
            write(idle, "GET /small HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(readAll(idle)).contains("HTTP/1.1 200");
        }
    }

    @Test
    void bodyThatDripsIsRefusedWith408() throws Exception {
        try (TestServer server = impatient();
                Socket slow = server.connect()) {
            write(slow, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n");
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return readAll(slow);
                } catch (IOException e) {
                    return "reset " + e;
                }
            });
            try {
                while (!answer.isDone()) {
                    write(slow, "x");
                    Thread.sleep(100);
                }
            } catch (IOException closed) {
                assertThat(closed).isNotNull();
            }
            assertThat(answer.get(10, TimeUnit.SECONDS))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("{\"detail\":\"The request took too long to arrive\"}");
        }
    }

    @Test
    void largeAnswersAreGzippedForWhoTakesIt() throws Exception {
        try (TestServer server = TestServer.with(TransportTest::routes)) {
            HttpResponse<byte[]> answer;
            try (HttpClient client = HttpClient.newHttpClient()) {
                answer = client.send(
                        server.request("/large")
                                .header("Accept-Encoding", "gzip;q=1.0")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
            }
            assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
            byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
            assertThat(new String(plain, StandardCharsets.UTF_8))
                    .isEqualTo(server.get("/large").body());
            HttpResponse<String> without = server.get("/large");
            assertThat(without.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(without.headers().firstValue("Vary")).contains("Accept-Encoding");
        }
    }

    @Test
    void streamsAreNeverCompressed() {
        try (TestServer server = TestServer.with(TransportTest::routes)) {
            HttpResponse<String> answer = server.get("/stream", "Accept-Encoding", "gzip");
            assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(answer.body()).startsWith("data: xxx");
        }
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() throws Exception {
        try (TestServer server = TestServer.with(TransportTest::routes)) {
            String head = server.raw("HEAD /small HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(head)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("ETag: \"1\"")
                    .contains("Content-Length: 11")
                    .endsWith("\r\n\r\n");
            assertThat(server.raw("HEAD /explicit HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .contains("X-Own: head");
            String missing = server.raw("HEAD /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(missing).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n");
            String stream = server.raw("HEAD /stream HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(stream)
                    .startsWith("HTTP/1.1 405 ")
                    .contains("Allow: GET")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void http2IsSpokenWithoutTls() {
        try (TestServer server = TestServer.with(TransportTest::routes);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .build()) {
            assertThat(TestServer.send(client, server.request("/small")).statusCode())
                    .isEqualTo(200);
            HttpResponse<String> second = TestServer.send(client, server.request("/small"));
            assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(second.body()).isEqualTo("{\"ok\":true}");
            HttpResponse<String> echo = TestServer.send(
                    client, server.request("/echo").POST(HttpRequest.BodyPublishers.ofString("y".repeat(200_000))));
            assertThat(echo.body()).hasSize(200_000);
        }
    }

    @Test
    void pathParameterIsDecodedOnce() {
        try (TestServer server = TestServer.with(TransportTest::routes)) {
            assertThat(server.get("/who/10.0.0.0%2F8").body()).isEqualTo("10.0.0.0/8");
            assertThat(server.get("/who/%252F").body()).isEqualTo("%2F");
        }
    }

    @Test
    void otherOriginsSeeNothingUnlessSettingsSaySo() throws Exception {
        try (TestServer closed = TestServer.with(TransportTest::routes);
                TestServer open = TestServer.with(s -> s.withCors(List.of("*")), Map.of(), TransportTest::routes);
                TestServer one = TestServer.with(
                        s -> s.withCors(List.of("https://soc.example")), Map.of(), TransportTest::routes)) {
            assertThat(closed.get("/small", "Origin", "https://x.example")
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            HttpResponse<String> any = open.get("/small", "Origin", "https://x.example");
            assertThat(any.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
            assertThat(any.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
            assertThat(open.get("/nowhere", "Origin", "https://x.example")
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            assertThat(one.get("/small", "Origin", "https://x.example")
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            HttpResponse<String> named = one.get("/small", "Origin", "https://soc.example");
            assertThat(named.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://soc.example");
            assertThat(named.headers().allValues("Vary")).anyMatch(v -> v.contains("Origin"));
        }
    }

    @Test
    void preflightIsAnsweredWithoutTheRoute() {
        try (TestServer open = TestServer.with(s -> s.withCors(List.of("*")), Map.of(), TransportTest::routes)) {
            HttpResponse<String> answer = open.send(open.request("/echo")
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                    .headers("Origin", "https://x.example", "Access-Control-Request-Method", "DELETE"));
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers()
                            .firstValue("Access-Control-Allow-Methods")
                            .orElse(""))
                    .contains("DELETE");
            assertThat(answer.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElse(""))
                    .contains("Authorization");
        }
    }

    @Test
    void stopClosesTheListenerThenStreamsThenWaitsForRequests() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch streamMayEnd = new CountDownLatch(1);
        CountDownLatch requestMayEnd = new CountDownLatch(1);
        TestServer server = TestServer.with(routes -> {
            routes.get("/stream", ctx -> {
                ctx.contentType("text/event-stream");
                ctx.outputStream().write('\n');
                ctx.res().flushBuffer();
                running.countDown();
                streamMayEnd.await();
                ctx.outputStream().write("end\n".getBytes(StandardCharsets.UTF_8));
            });
            routes.get("/wait", ctx -> {
                running.countDown();
                requestMayEnd.await();
                ctx.result("finished");
            });
        });
        int port = server.server().port();
        CompletableFuture<Boolean> refusedBeforeStreamsEnded = new CompletableFuture<>();
        server.server().onStop(() -> {
            refusedBeforeStreamsEnded.complete(isRefusedSoon(port));
            streamMayEnd.countDown();
        });
        var stream = CompletableFuture.supplyAsync(() -> server.get("/stream").body());
        var waiting = CompletableFuture.supplyAsync(() -> server.get("/wait").body());
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        var stopped = CompletableFuture.runAsync(server.server()::stop);
        assertThat(refusedBeforeStreamsEnded.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.get(10, TimeUnit.SECONDS)).endsWith("end\n");
        assertThat(stopped).isNotDone();
        requestMayEnd.countDown();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo("finished");
        stopped.get(10, TimeUnit.SECONDS);
    }

    /** The kernel lets go of a listening socket when the thread that accepts has noticed. */
    private static boolean isRefusedSoon(int port) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < end) {
            try (Socket late = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(late.isConnected()).isTrue();
            } catch (IOException e) {
                return e instanceof ConnectException;
            }
        }
        return false;
    }

    @Test
    void stopDoesNotWaitForEver() {
        CountDownLatch running = new CountDownLatch(1);
        TestServer server = TestServer.with(
                s -> s.withSlow(new SlowClients(10, 1_024, 30, 1)),
                Map.of(),
                routes -> routes.get("/forever", ctx -> {
                    running.countDown();
                    new CountDownLatch(1).await();
                }));
        var cut = CompletableFuture.supplyAsync(() -> server.get("/forever"));
        assertThat(CompletableFuture.runAsync(() -> {
                            try {
                                running.await();
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                            server.server().stop();
                        })
                        .orTimeout(15, TimeUnit.SECONDS))
                .succeedsWithin(java.time.Duration.ofSeconds(15));
        assertThatThrownBy(cut::join).hasRootCauseInstanceOf(IOException.class);
    }
}
