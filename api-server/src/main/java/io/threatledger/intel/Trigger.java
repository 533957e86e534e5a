package io.threatledger.intel;

import io.threatledger.entry.InvalidField;
import io.threatledger.http.Json;
import io.threatledger.http.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A query that somebody keeps, with the time up to which its matches are read. It is kept by the client: members that
 * are only the client's own are passed over.
 *
 * @param id repeated in the answer
 * @param dsl null when it is missing or no text
 * @param lastSeenMillis milliseconds since the epoch; null: nothing is read yet
 */
record Trigger(
        @Nullable String id, @Nullable String dsl, @Nullable Long lastSeenMillis) {
    /** Triggers in one request. */
    static final int TRIGGERS_MAX = 50;

    private static final String WANTED = "{\"triggers\":[{\"id\",\"dsl\",\"lastSeenAt\"}]} or the array alone";

    /** The triggers of a body: an object that has them, or an array of them. */
    static List<Trigger> read(byte[] body) {
        JsonNode root = Json.MAPPER.readTree(body);
        JsonNode array = root.isObject() ? root.path("triggers") : root;
        if (!array.isArray()) {
            throw Problem.invalid("triggers: missing or no array (wanted: " + WANTED + ")");
        }
        if (array.size() > TRIGGERS_MAX) {
            throw Problem.invalid("triggers: " + array.size() + " (wanted: at most " + TRIGGERS_MAX + ")");
        }
        List<Trigger> triggers = new ArrayList<>();
        for (JsonNode node : array) {
            triggers.add(one(node, "triggers[" + triggers.size() + "]"));
        }
        return triggers;
    }

    private static Trigger one(JsonNode node, String name) {
        if (!node.isObject()) {
            throw Problem.invalid(name + ": no object (wanted: " + WANTED + ")");
        }
        return new Trigger(
                text(node.path("id"), name + ".id"), text(node.path("dsl"), name + ".dsl"), time(node, name));
    }

    private static @Nullable String text(JsonNode node, String name) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            throw Problem.invalid(name + ": no string (wanted: a string)");
        }
        return node.stringValue();
    }

    private static @Nullable Long time(JsonNode trigger, String name) {
        JsonNode node = trigger.path("lastSeenAt");
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw Problem.invalid(name + ".lastSeenAt: " + InvalidField.shown(node.toString())
                    + " (wanted: milliseconds since the epoch)");
        }
        return node.longValue();
    }
}
