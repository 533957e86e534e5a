package io.threatledger.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /threats} is asked; null asks for no restriction.
 *
 * @param target an address finds the networks that cover it; a network, what it covers and what covers it
 * @param before only entries of a lower ledger index
 */
public record ThreatQuery(
        int count,
        @Nullable String target,
        @Nullable String category,
        @Nullable String severity,
        @Nullable String action,
        @Nullable String source,
        boolean activeOnly,
        @Nullable Long before) {

    String queryString() {
        List<String> parts = new ArrayList<>();
        parts.add("count=" + count);
        parts.add("active_only=" + activeOnly);
        add(parts, "target", target);
        add(parts, "category", category);
        add(parts, "severity", severity);
        add(parts, "action", action);
        add(parts, "source", source);
        if (before != null) {
            parts.add("before=" + before);
        }
        return "?" + String.join("&", parts);
    }

    private static void add(List<String> parts, String name, @Nullable String value) {
        if (value != null) {
            parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
