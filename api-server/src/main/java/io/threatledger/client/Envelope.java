package io.threatledger.client;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One entry as v1 shows it; a typed view of its JSON.
 *
 * @param json the envelope, verbatim
 */
public record Envelope(JsonNode json) {

    public String id() {
        return text(json, "id").orElse("");
    }

    /** {@code active}, {@code superseded}, {@code expired} or {@code revoked}. */
    public String status() {
        return text(json, "status").orElse("");
    }

    /** Index in the ledger. */
    public long index() {
        return json.path("index").asLong(0);
    }

    /** It stood there already: this request wrote nothing for it. */
    public boolean isExisting() {
        return json.path("existing").asBoolean(false);
    }

    /** A claim of {@code data} as text; empty where it is null or hidden. */
    public Optional<String> claim(String name) {
        return text(json.path("data"), name);
    }

    /** {@code pending}, {@code anchored} or {@code final}. */
    public String anchorStatus() {
        return text(json.path("anchor"), "status").orElse("pending");
    }

    /** Where on the chain, when it is there. */
    public Optional<String> anchorTransaction() {
        return text(json.path("anchor"), "txid");
    }

    private static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value.asString());
    }
}
