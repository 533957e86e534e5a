package io.threatledger.v2;

import io.threatledger.entry.InvalidField;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.http.Json;
import io.threatledger.http.Problem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a request to add or change an indicator says. What clients send back of what they were told is ignored; what this
 * ledger would lose is refused.
 *
 * @param value of the indicator, where it is given
 * @param ttlSeconds an extension: how long it holds from now on; 0 is until it is taken back, null is as it was
 */
record IndicatorBody(
        @Nullable String value,
        @Nullable BigDecimal rating,
        @Nullable Integer confidence,
        @Nullable Long ttlSeconds) {
    private static final Set<String> TOLD = Set.of(
            "id",
            "owner",
            "ownername",
            "type",
            "dateadded",
            "lastmodified",
            "weblink",
            "summary",
            "threatassessrating",
            "threatassessconfidence",
            "threatassessscore");

    /** Where a body of XML shows itself. */
    private static final int BEGINNING_BYTES = 64;

    private static final List<String> WANTED =
            List.of("rating", "confidence", "active", "activeLocked", "privateFlag", "ttl_seconds");

    /** Reads a body; an empty one says nothing. */
    static IndicatorBody of(byte[] bytes, Branch branch) {
        JsonNode body = parse(bytes);
        String value = null;
        BigDecimal rating = null;
        Integer confidence = null;
        Long ttl = null;
        for (var member : body.properties()) {
            String name = member.getKey();
            JsonNode node = member.getValue();
            if (node.isNull() || TOLD.contains(name.toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (name.equalsIgnoreCase(branch.key())) {
                value = text(branch, name, node);
                continue;
            }
            switch (name) {
                case "rating" -> rating = rating(branch, node);
                case "confidence" -> confidence = (int) whole(branch, name, node, 0, ThreatClaims.CONFIDENCE_MAX);
                case "ttl_seconds" -> ttl = whole(branch, name, node, 0, ThreatClaims.TTL_SECONDS_MAX);
                case "active" -> requireFlag(branch, name, node, true, "true: DELETE takes an indicator back");
                case "privateFlag" -> requirePublic(branch, node);
                case "activeLocked" -> requireFlag(branch, name, node, null, "true or false");
                default -> throw unknown(branch, name);
            }
        }
        return new IndicatorBody(value, rating, confidence, ttl);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode body = bytes.length == 0 ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(bytes);
            if (body.isObject()) {
                return body;
            }
            throw Messages.malformed(
                    "body: " + (body.isArray() ? "an array" : "not an object") + " (wanted: a JSON object)");
        } catch (JacksonException e) {
            throw Messages.malformed(
                    isXml(bytes)
                            ? "body: XML (wanted: JSON; XML is for answers only)"
                            : "body: not JSON: " + e.getOriginalMessage() + " (wanted: a JSON object)");
        }
    }

    private static boolean isXml(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, BEGINNING_BYTES), StandardCharsets.UTF_8);
        return start.replace("\uFEFF", "").stripLeading().startsWith("<");
    }

    private static String text(Branch branch, String name, JsonNode node) {
        if (!node.isString()) {
            throw Messages.invalid(name, branch.type(), shown(node), branch.wanted());
        }
        return node.stringValue();
    }

    private static BigDecimal rating(Branch branch, JsonNode node) {
        String wanted = "0 to 5 with at most one decimal";
        BigDecimal rating = number(node)
                .orElseThrow(() -> Messages.invalid("rating", branch.type(), shown(node), wanted))
                .stripTrailingZeros();
        if (rating.signum() < 0 || rating.compareTo(ThreatClaims.RATING_MAX) > 0 || rating.scale() > 1) {
            throw Messages.invalid("rating", branch.type(), shown(node), wanted);
        }
        return rating;
    }

    private static long whole(Branch branch, String name, JsonNode node, long min, long max) {
        return number(node)
                .filter(number -> number.stripTrailingZeros().scale() <= 0
                        && number.compareTo(BigDecimal.valueOf(min)) >= 0
                        && number.compareTo(BigDecimal.valueOf(max)) <= 0)
                .orElseThrow(() ->
                        Messages.invalid(name, branch.type(), shown(node), "a whole number from " + min + " to " + max))
                .longValueExact();
    }

    /** A number, or a text that is one: clients send both. */
    private static Optional<BigDecimal> number(JsonNode node) {
        String text = node.isString() ? node.stringValue() : node.toString();
        boolean isNumber = (node.isNumber() || node.isString()) && text.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
        return isNumber ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** @param only null: either will do */
    private static void requireFlag(Branch branch, String name, JsonNode node, @Nullable Boolean only, String wanted) {
        if (!node.isBoolean() || (only != null && node.booleanValue() != only)) {
            throw Messages.invalid(name, branch.type(), shown(node), wanted);
        }
    }

    private static void requirePublic(Branch branch, JsonNode node) {
        requireFlag(branch, "privateFlag", node, null, "false");
        if (node.booleanValue()) {
            throw Problem.badRequest("This ledger is public");
        }
    }

    /** As it was sent, cut to a readable length. */
    private static String shown(JsonNode node) {
        String quoted = InvalidField.shown(node.isString() ? node.stringValue() : node.toString());
        return node.isString() ? quoted : quoted.substring(1, quoted.length() - 1);
    }

    private static Problem unknown(Branch branch, String name) {
        return Messages.malformed(InvalidField.shown(name) + ": nothing this ledger keeps of an indicator (wanted: "
                + branch.key() + ", " + String.join(", ", WANTED) + ")");
    }
}
