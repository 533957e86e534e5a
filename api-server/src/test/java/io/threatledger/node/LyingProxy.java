package io.threatledger.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stands in front of a real node and changes what it says. */
final class LyingProxy implements AutoCloseable {
    /** Makes another answer of an answer. */
    interface Lie {
        /**
         * The body that is sent.
         *
         * @param path with its query
         * @return {@link #FAIL}: answer 500
         */
        byte[] of(String path, byte[] body);
    }

    static final byte[] FAIL = {0};

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final String upstream;
    private final Lie lie;
    private final List<String> served = new CopyOnWriteArrayList<>();

    LyingProxy(String upstream, Lie lie) throws IOException {
        this.upstream = upstream;
        this.lie = lie;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was asked and answered well. */
    List<String> served() {
        return served;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(upstream + path));
        String key = exchange.getRequestHeaders().getFirst("Authorization");
        if (key != null) {
            request.header("Authorization", key);
        }
        try (exchange) {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            byte[] body = lie.of(path, response.body());
            boolean failed = Arrays.equals(body, FAIL);
            exchange.sendResponseHeaders(failed ? 500 : response.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            if (!failed && response.statusCode() == 200) {
                served.add(path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
