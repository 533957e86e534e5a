package io.threatledger.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.json.JavalinJackson3;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server: HTTP/1.1 and h2c on one port, a virtual thread for each request.
 *
 * <p>Its port opens with {@link #start} and not before, so that no client meets a node that is not ready; it closes first
 * of all in {@link #stop}, so that a stream's client that comes back is refused a connection (and tries again) rather
 * than answered 503 (and gives up).
 */
public final class ApiServer implements AutoCloseable {
    /** Largest body, bytes. */
    public static final long BODY_BYTES_MAX = 1 << 20;

    /** Largest request line with headers, bytes. */
    public static final int HEADER_BYTES_MAX = 16_384;

    /** Connections at once; more wait in the listener's backlog. */
    public static final int CONNECTIONS_MAX = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    /** What a client that does not read may hold of the kernel's memory, bytes. */
    private static final int SEND_BUFFER_BYTES = 262_144;

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final int PLATFORM_THREADS_MAX = 50;
    private static final int PLATFORM_THREADS_MIN = 4;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final HttpSettings settings;
    private final ProblemStyles styles;
    private final RequestId ids;
    private final LongSupplier nanos;
    private final Javalin app;
    private final List<Runnable> streamStoppers = new CopyOnWriteArrayList<>();

    /**
     * A server that does not listen yet.
     *
     * @param routes registered in this order; what filters all requests (limits) comes first
     * @param requestIdPrefix tells this process's request ids from another's
     * @param nanos a monotonic clock, nanoseconds
     */
    public ApiServer(
            HttpSettings settings,
            ProblemStyles styles,
            List<Routes> routes,
            String requestIdPrefix,
            LongSupplier nanos) {
        this.settings = settings;
        this.styles = styles;
        this.ids = new RequestId(requestIdPrefix);
        this.nanos = nanos;
        this.app = Javalin.create(config -> configure(config, routes));
    }

    /** Called at stop, after the listener has closed: end your streams. Must not block. */
    public ApiServer onStop(Runnable endStreams) {
        streamStoppers.add(endStreams);
        return this;
    }

    /** Opens the port; returns when it answers. */
    public void start() {
        app.start(settings.host(), settings.port());
    }

    /** The port it listens on. */
    public int port() {
        return app.port();
    }

    /** Closes the listener, ends the streams, lets running requests finish for a bounded time, then closes the rest. */
    public void stop() {
        Server server = app.jettyServer().server();
        closeListeners(server);
        streamStoppers.forEach(ApiServer::endStreams);
        try {
            server.stop();
        } catch (Exception e) { // Jetty names no narrower one
            LOG.warn("requests were cut off at stop: {}", e.toString());
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void closeListeners(Server server) {
        for (var connector : server.getConnectors()) {
            ((ServerConnector) connector).close();
        }
    }

    private static void endStreams(Runnable stopper) {
        try {
            stopper.run();
        } catch (RuntimeException e) {
            LOG.error("streams did not end", e);
        }
    }

    private void configure(JavalinConfig config, List<Routes> routes) {
        config.startup.startupWatcherEnabled = false;
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.maxRequestSize = BODY_BYTES_MAX;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jsonMapper(new JavalinJackson3(Json.MAPPER, true));
        config.router.handlerWrapper(endpoint -> ctx -> mapErrors(endpoint.handler, ctx));
        configureJetty(
                config,
                routes.stream().flatMap(r -> r.incompressible().stream()).toList());
        ProblemWriter problems = new ProblemWriter(styles);
        Cors cors = new Cors(settings.corsOrigins());
        config.routes.before(ctx -> {
            ctx.header(RequestId.HEADER, ids.choose(ctx.header(RequestId.HEADER)));
            refuseMethodOverride(ctx);
            cors.apply(ctx);
            refuseBrokenQuery(ctx);
        });
        routes.forEach(r -> r.register(config.routes));
        HeadRoutes.addTo(config);
        config.routes.exception(Exception.class, problems::write);
        config.routes.exception(HttpResponseException.class, problems::write);
    }

    /** The framework's exception mapping passes over {@link Error}; one handler's deep recursion is a 500 like another. */
    private static void mapErrors(Handler handler, Context ctx) throws Exception {
        try {
            handler.handle(ctx);
        } catch (Error e) {
            throw new IllegalStateException(e);
        }
    }

    /** The framework would route a GET with this header as what the header says. */
    private static void refuseMethodOverride(Context ctx) {
        if (ctx.header("X-HTTP-Method-Override") != null) {
            throw Problem.badRequest("X-HTTP-Method-Override is not supported");
        }
    }

    /** The framework would pass over what it cannot decode: a filter that is not applied finds everything. */
    private static void refuseBrokenQuery(Context ctx) {
        String query = ctx.req().getQueryString();
        if (query != null && BROKEN_ESCAPE.matcher(query).find()) {
            throw Problem.badRequest("query: a % without two hexadecimal digits (wanted: %25 for the sign itself)");
        }
    }

    private void configureJetty(JavalinConfig config, List<String> incompressible) {
        config.concurrency.useVirtualThreads = true;
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS_MAX, PLATFORM_THREADS_MIN);
        threads.setName("http-io");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(HEADER_BYTES_MAX);
            http.setSendServerVersion(false);
        });
        config.jetty.addConnector(this::connector);
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(settings.slow().stopSeconds() * MILLIS_PER_SECOND);
            server.setErrorHandler(new JettyErrors(styles, ids));
            server.insertHandler(new SlowBodies(settings.slow(), nanos));
            server.insertHandler(compression(incompressible));
            server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, server));
        });
    }

    private static CompressionHandler compression(List<String> incompressible) {
        CompressionConfig.Builder config =
                CompressionConfig.builder().defaults().compressIncludeMethod("HEAD");
        incompressible.forEach(config::compressExcludePath);
        CompressionHandler handler = new CompressionHandler();
        handler.putCompression(new GzipCompression());
        handler.putConfiguration("/", config.build());
        return handler;
    }

    private ServerConnector connector(Server server, HttpConfiguration http) {
        ServerConnector connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.slow().idleSeconds() * MILLIS_PER_SECOND);
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        connector.addBean(new SlowRequests(connector, settings.slow().requestSeconds(), nanos));
        return connector;
    }
}
