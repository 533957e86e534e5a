package io.threatledger.bench;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * What the node is compared with: the same Javalin and Jetty with the same threads, and handlers that do nothing. No
 * limits, no accounts, no request ids, no compression: everything that a node adds is on the node's side.
 */
final class EmptyServer {
    static final String PATH = "/empty";
    static final String READY = "empty server at port ";

    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final int PLATFORM_THREADS_MAX = 50;
    private static final int PLATFORM_THREADS_MIN = 4;
    private static final int ACCEPTED = 202;

    private EmptyServer() {}

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
