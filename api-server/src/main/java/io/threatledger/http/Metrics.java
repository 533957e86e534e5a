package io.threatledger.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus reads, on a port of its own: answers by route and status, and what the wiring hands in. Routes are
 * counted by their template, so that strangers cannot invent series.
 *
 * <p>Thread-safe, but for {@link #listen} and {@link #close}, which are the wiring's.
 */
public final class Metrics implements Routes, AutoCloseable {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String NO_ROUTE = "none";
    private static final int STOP_SECONDS = 1;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private @Nullable HttpServer server;

    @Override
    public void register(RoutesConfig routes) {
        routes.after(this::count);
    }

    /** A number that is asked for at each scrape; must not block. */
    public void gauge(String name, String help, DoubleSupplier value) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(help)
                .strongReference(true)
                .register(registry);
    }

    /** A number that only grows while the process runs, asked for at each scrape; must not block. */
    public void counter(String name, String help, DoubleSupplier value) {
        // The registry holds on to the function and not to the object that it is called with.
        FunctionCounter.builder(name, this, metrics -> value.getAsDouble())
                .description(help)
                .register(registry);
    }

    /**
     * The gate as one series for each word, 1 for the one that holds.
     *
     * @param words every word there is, {@code ok} among them
     */
    public void gate(Collection<String> words, Supplier<String> now) {
        words.forEach(word -> Gauge.builder("threatledger.gate", () -> now.get().equals(word) ? 1 : 0)
                .description("1 for the word the gate speaks")
                .tag("word", word)
                .strongReference(true)
                .register(registry));
    }

    /**
     * Opens the port.
     *
     * @param port 0 takes any free one
     */
    public void listen(String host, int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
        server.createContext("/metrics", this::answer);
        server.start();
    }

    /** The port it listens on; 0 when it does not. */
    public int port() {
        return server == null ? 0 : server.getAddress().getPort();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(STOP_SECONDS);
        }
        registry.close();
    }

    private void count(Context ctx) {
        Endpoint endpoint = ctx.endpoints().matchedHttpEndpoint();
        Counter.builder("threatledger.http.requests")
                .description("answers by route and status")
                .tag("method", endpoint == null ? NO_ROUTE : ctx.req().getMethod())
                .tag("route", endpoint == null ? NO_ROUTE : endpoint.path)
                .tag("status", String.valueOf(ctx.statusCode()))
                .register(registry)
                .increment();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
