package io.threatledger.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a node and its reader and flips one bit of one answer. */
final class Forger implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger forged = new AtomicInteger();
    private final String url;
    private final String path;
    private final int offset;
    private final HttpServer server;

    /**
     * Forwards everything to the node.
     *
     * @param path of the answer that is forged; empty: none is
     * @param offset of the byte whose lowest bit is flipped, from the end if negative
     */
    Forger(String url, String path, int offset) throws IOException {
        this.url = url;
        this.path = path;
        this.offset = offset;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::forward);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often the answer was asked for. */
    int forged() {
        return forged.get();
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI asked = exchange.getRequestURI();
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + asked)).build(), HttpResponse.BodyHandlers.ofByteArray());
            byte[] body = answer.body();
            if (asked.getPath().equals(path)) {
                forged.incrementAndGet();
                body[offset < 0 ? body.length + offset : offset] ^= 1;
            }
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        http.close();
    }
}
