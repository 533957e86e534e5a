package io.threatledger.bench;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * What the node is compared with: the same Javalin and Jetty with the same threads, and handlers that do nothing. No
 * limits, no accounts, no request ids, no compression: everything that a node adds is on the node's side.
 */
final class EmptyServer {
    private static final String PATH = "/empty";
    private static final String READY = "empty server at port ";
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final int PLATFORM_THREADS_MAX = 50;
    private static final int PLATFORM_THREADS_MIN = 4;
    private static final int ACCEPTED = 202;

    private EmptyServer() {}

    /** Starts one, with the flags of the node's own JVM. */
    static Server start(Path log) throws IOException {
        return Server.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Djdk.virtualThreadScheduler.parallelism=8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmptyServer.class.getName()),
                Map.of(),
                log,
                READY);
    }

    /** What it answers at. */
    static String url(Server started) {
        return "http://127.0.0.1:" + started.readyAt() + PATH;
    }

    public static void main(String[] arguments) {
        Javalin app = Javalin.create(config -> {
            config.startup.startupWatcherEnabled = false;
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.concurrency.useVirtualThreads = true;
            QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS_MAX, PLATFORM_THREADS_MIN);
            threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
            config.jetty.threadPool = threads;
            config.routes.get(PATH, ctx -> ctx.contentType("application/json").result(BODY));
            config.routes.post(PATH, ctx -> {
                ctx.bodyAsBytes();
                ctx.status(ACCEPTED).contentType("application/json").result(BODY);
            });
        });
        app.start("127.0.0.1", 0);
        System.out.println(READY + app.port());
    }
}
