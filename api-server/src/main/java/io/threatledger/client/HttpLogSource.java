package io.threatledger.client;

import io.threatledger.audit.LogSource;
import java.net.URI;
import java.util.Optional;

/** A log over HTTP: of a node, under {@code /log}, or of any web server that serves a mirrored folder. */
public final class HttpLogSource implements LogSource {
    private static final String NODE_PREFIX = "/log";
    private static final String NODE_JWKS = "/.well-known/jwks.json";

    private final ThreatLedgerClient client;
    private final URI base;
    private final String prefix;

    private HttpLogSource(ThreatLedgerClient client, URI base, String prefix) {
        this.client = client;
        this.base = base;
        this.prefix = prefix;
    }

    /**
     * Finds out where the log is.
     *
     * @param base what the client asks
     * @return empty when there is no checkpoint at either place
     */
    public static Optional<HttpLogSource> find(ThreatLedgerClient client, URI base) {
        for (String prefix : new String[] {NODE_PREFIX, ""}) {
            if (client.file(prefix + "/" + CHECKPOINT, TEXT_BYTES_MAX).isPresent()) {
                return Optional.of(new HttpLogSource(client, base, prefix));
            }
        }
        return Optional.empty();
    }

    /** Whether it is a node: there is an API beside the log. */
    public boolean isNode() {
        return prefix.equals(NODE_PREFIX);
    }

    @Override
    public String name() {
        return base + prefix;
    }

    @Override
    public Optional<byte[]> read(String path, int bytesMax) {
        return client.file(isNode() && path.equals(JWKS) ? NODE_JWKS : prefix + "/" + path, bytesMax);
    }
}
