package io.threatledger.v2;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.threatledger.entry.InvalidField;
import io.threatledger.http.Problem;
import io.threatledger.http.RouteLimit;
import io.threatledger.query.Busy;
import io.threatledger.query.TooDear;

/** Where the routes of this family are registered: all with its limit, and with its words for what goes wrong in them. */
final class Paths {
    /** Clients page through long lists; how much they may ask in all is the plan's. */
    private static final RouteLimit LIMIT = RouteLimit.shared("v2", 600);

    /** When a node that looks for other lists is worth asking again, seconds. */
    private static final int BUSY_RETRY_SECONDS = 2;

    private final RoutesConfig routes;

    Paths(RoutesConfig routes) {
        this.routes = routes;
    }

    /** Some routes of the family. */
    interface Resource {
        void register(Paths paths);
    }

    void get(String path, Handler handler) {
        routes.get(path, worded(handler), LIMIT);
    }

    void post(String path, Handler handler) {
        routes.post(path, worded(handler), LIMIT);
    }

    void put(String path, Handler handler) {
        routes.put(path, worded(handler), LIMIT);
    }

    void delete(String path, Handler handler) {
        routes.delete(path, worded(handler), LIMIT);
    }

    private static Handler worded(Handler handler) {
        return ctx -> {
            try {
                handler.handle(ctx);
            } catch (InvalidField e) {
                throw Messages.malformed(String.valueOf(e.getMessage()));
            } catch (Busy e) {
                throw Problem.unavailable(String.valueOf(e.getMessage()), BUSY_RETRY_SECONDS);
            } catch (TooDear e) {
                throw Problem.badRequest("This takes too long to find (wanted: filters that find less)");
            }
        };
    }
}
