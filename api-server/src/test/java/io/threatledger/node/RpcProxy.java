package io.threatledger.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.threatledger.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node of a chain that tells the truth, unless a test has it lie: JSON-RPC, single and batch, passed on to a real one.
 *
 * <p>{@code proxy.when("eth_chainId").result("0x7")} changes single answers, {@code proxy.always().status(500, "")} whole
 * ones, until {@link #lift}. The newest rule that applies to a call decides.
 */
final class RpcProxy implements AutoCloseable {
    /** What a rule does with a whole request. */
    interface Transport {
        void act(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private sealed interface Lie {}

    private record Whole(Transport transport) implements Lie {}

    private record Single(Function<Call, JsonNode> answer) implements Lie {}

    private record Rule(Predicate<Call> applies, AtomicInteger left, Lie lie) {}

    private static final Lie THE_TRUTH = new Single(Call::truth);

    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final AtomicLong requests = new AtomicLong();
    private final Map<String, AtomicLong> calls = new ConcurrentHashMap<>();
    private final AtomicReference<CountDownLatch> lifted = new AtomicReference<>(new CountDownLatch(1));

    RpcProxy(String url) throws IOException {
        this.url = url;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** One call, and the real node's answer to it. */
    final class Call {
        private final JsonNode request;
        private final long number;

        Call(JsonNode request, long number) {
            this.request = request;
            this.number = number;
        }

        String method() {
            return request.path("method").asString();
        }

        /** Parameters; the text of the first is what {@code startsWith} and such are asked of, mostly. */
        JsonNode params() {
            return request.path("params");
        }

        /** The data of an {@code eth_call}. */
        String data() {
            return params().path(0).path("data").asString();
        }

        /** Of the request that it came in: all calls of a batch have the same. */
        long request() {
            return number;
        }

        /** What the real node answers: the whole response, or to other parameters. */
        ObjectNode truth() {
            return forward(request);
        }

        ObjectNode truthOf(JsonNode params) {
            ObjectNode other = (ObjectNode) request.deepCopy();
            other.set("params", params);
            return forward(other);
        }

        ObjectNode result(@Nullable JsonNode result) {
            ObjectNode response = response();
            response.set("result", result == null ? Json.MAPPER.nullNode() : result);
            return response;
        }

        ObjectNode error(int code, String message) {
            ObjectNode response = response();
            response.putObject("error").put("code", code).put("message", message);
            return response;
        }

        private ObjectNode response() {
            ObjectNode response = Json.MAPPER.createObjectNode();
            response.put("jsonrpc", "2.0").set("id", request.path("id"));
            return response;
        }
    }

    /** A rule under construction; a method without a doc says what is answered. */
    final class When {
        private Predicate<Call> applies;
        private int times = Integer.MAX_VALUE;

        private When(Predicate<Call> applies) {
            this.applies = applies;
        }

        When where(Predicate<Call> also) {
            applies = applies.and(also);
            return this;
        }

        /** For so many calls only. */
        When times(int calls) {
            times = calls;
            return this;
        }

        void answer(Function<Call, JsonNode> answer) {
            rules.addFirst(new Rule(applies, new AtomicInteger(times), new Single(answer)));
        }

        void result(Object result) {
            answer(call -> call.result(Json.MAPPER.valueToTree(result)));
        }

        void error(int code, String message) {
            answer(call -> call.error(code, message));
        }

        /** Changes the true result, where there is one. */
        void edit(UnaryOperator<JsonNode> change) {
            answer(call -> {
                ObjectNode truth = call.truth();
                JsonNode result = truth.path("result");
                return result.isNull() || result.isMissingNode() ? truth : call.result(change.apply(result));
            });
        }

        /** Answers nothing until the lie is lifted, then closes the connection. */
        void hang() {
            transport(exchange -> {
                lifted.get().await();
                exchange.close();
            });
        }

        void drop() {
            transport(HttpExchange::close);
        }

        /** The real node gets it, the caller gets no answer. */
        void loseAnswer() {
            answer(call -> {
                call.truth();
                throw new IllegalStateException("the answer is lost");
            });
        }

        void status(int status, String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            transport(exchange -> write(exchange, status, bytes));
        }

        void transport(Transport transport) {
            rules.addFirst(new Rule(applies, new AtomicInteger(times), new Whole(transport)));
        }
    }

    When when(String method) {
        return new When(call -> call.method().equals(method));
    }

    When always() {
        return new When(call -> true);
    }

    /** The truth from now on. */
    void lift() {
        rules.clear();
        lifted.getAndSet(new CountDownLatch(1)).countDown();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** HTTP requests so far; a batch is one. */
    long requests() {
        return requests.get();
    }

    long calls(String method) {
        return calls.getOrDefault(method, new AtomicLong()).get();
    }

    /** Asks the real node. */
    JsonNode ask(String method, Object... params) {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.put("jsonrpc", "2.0").put("id", 1).put("method", method).set("params", Json.MAPPER.valueToTree(params));
        ObjectNode response = forward(request);
        if (response.has("error")) {
            throw new AssertionError(method + ": " + response.path("error"));
        }
        return response.path("result");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
            long number = requests.incrementAndGet();
            List<Call> asked = (body.isArray() ? body.valueStream() : java.util.stream.Stream.of(body))
                    .map(request -> new Call(request, number))
                    .toList();
            asked.forEach(call -> calls.computeIfAbsent(call.method(), method -> new AtomicLong())
                    .incrementAndGet());
            List<Lie> lies = asked.stream().map(this::lieAbout).toList();
            for (Lie lie : lies) {
                if (lie instanceof Whole whole) {
                    whole.transport().act(exchange);
                    return;
                }
            }
            List<JsonNode> answers = java.util.stream.IntStream.range(0, asked.size())
                    .mapToObj(i -> lies.get(i) instanceof Single single
                            ? single.answer().apply(asked.get(i))
                            : asked.get(i).truth())
                    .toList();
            write(exchange, 200, Json.MAPPER.writeValueAsBytes(body.isArray() ? answers : answers.getFirst()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Lie lieAbout(Call call) {
        return rules.stream()
                .filter(rule ->
                        rule.applies().test(call) && rule.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0)
                .findFirst()
                .map(Rule::lie)
                .orElse(THE_TRUTH);
    }

    private ObjectNode forward(JsonNode request) {
        try {
            HttpRequest post = HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(request)))
                    .build();
            return (ObjectNode) Json.MAPPER.readTree(
                    http.send(post, HttpResponse.BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new IllegalStateException("the real node does not answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        lift();
        server.stop(0);
        threads.shutdownNow();
        http.close();
    }
}
