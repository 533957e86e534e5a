package io.threatledger.client;

import java.net.URI;
import java.util.Optional;

/** The address of a node as people give it. */
public final class NodeUrl {

    private NodeUrl() {}

    /** The URL without a slash at its end, or empty when this is not the URL of an HTTP server. */
    public static Optional<URI> parse(String text) {
        try {
            URI url = URI.create(text.strip().replaceAll("/+$", ""));
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            return http && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
