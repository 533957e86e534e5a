package io.threatledger.http;

import java.util.List;

/**
 * Where and to whom the server listens.
 *
 * @param host the address to listen on
 * @param port 0 takes any free one
 * @param corsOrigins origins whose pages may read answers; {@code *} is any, empty is CORS off
 * @param slow how long a client may take
 */
public record HttpSettings(String host, int port, List<String> corsOrigins, SlowClients slow) {
    public HttpSettings {
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** CORS off, and the usual patience. */
    public static HttpSettings on(String host, int port) {
        return new HttpSettings(host, port, List.of(), SlowClients.DEFAULTS);
    }

    public HttpSettings withCors(List<String> origins) {
        return new HttpSettings(host, port, origins, slow);
    }

    public HttpSettings withSlow(SlowClients patience) {
        return new HttpSettings(host, port, corsOrigins, patience);
    }

    /**
     * How long a client may take.
     *
     * @param requestSeconds from a request's first byte to the end of its headers
     * @param bodyBytesPerSecond what a body must bring on average; slower is cut off with 408
     * @param idleSeconds without a byte in either direction while no handler runs
     * @param stopSeconds what running requests have to finish when the server stops
     */
    public record SlowClients(int requestSeconds, int bodyBytesPerSecond, int idleSeconds, int stopSeconds) {
        public static final SlowClients DEFAULTS = new SlowClients(10, 1_024, 30, 10);
    }
}
