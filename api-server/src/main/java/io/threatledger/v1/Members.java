package io.threatledger.v1;

import io.threatledger.entry.InvalidField;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One JSON object with its members read strictly: a text is a text, an integer an integer, and what is not known is
 * refused. {@code null} counts as absent. Every refusal is an {@link InvalidField}.
 */
final class Members {
    private final JsonNode object;

    private Members(JsonNode object) {
        this.object = object;
    }

    /** @param known every member that the object may have */
    static Members of(JsonNode node, Set<String> known) {
        if (!node.isObject()) {
            throw new InvalidField("body", shown(node), "a JSON object");
        }
        node.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidField(
                            name.isEmpty() ? "\"\"" : cut(name), "not a member of a threat", String.join(", ", known));
                });
        return new Members(node);
    }

    String required(String name, String wanted) {
        String value = text(name);
        if (value == null) {
            throw new InvalidField(name, "missing", wanted);
        }
        return value;
    }

    @Nullable
    String text(String name) {
        JsonNode node = present(name);
        if (node == null) {
            return null;
        }
        if (!node.isString()) {
            throw new InvalidField(name, shown(node), "a string");
        }
        return node.stringValue();
    }

    /** An integer within the bounds. */
    @Nullable
    Long integer(String name, long min, long max) {
        JsonNode node = present(name);
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
            throw new InvalidField(name, shown(node), "an integer from " + min + " to " + max);
        }
        return node.longValue();
    }

    /** An array of texts; empty when absent. */
    List<String> texts(String name, int max) {
        JsonNode node = present(name);
        if (node == null) {
            return List.of();
        }
        String wanted = "an array of at most " + max + " strings";
        if (!node.isArray()) {
            throw new InvalidField(name, shown(node), wanted);
        }
        if (node.size() > max) {
            throw new InvalidField(name, node.size() + " elements", wanted);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : node) {
            if (!element.isString()) {
                throw new InvalidField(name, shown(element), wanted);
            }
            texts.add(element.stringValue());
        }
        return texts;
    }

    @Nullable
    JsonNode present(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    /** A value as a message repeats it. */
    static String shown(JsonNode node) {
        if (node.isString()) {
            return InvalidField.shown(node.stringValue());
        }
        if (node.isObject()) {
            return "an object";
        }
        return node.isArray() ? "an array" : cut(node.toString());
    }

    private static String cut(String text) {
        String quoted = InvalidField.shown(text);
        return quoted.substring(1, quoted.length() - 1);
    }
}
