package io.threatledger.contracts;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bytes a contract reverted with, out of a JSON-RPC error's {@code data}.
 *
 * <p>Nodes put them in three places: anvil as a string, hardhat in the member {@code data}, ganache in {@code result}.
 */
public final class RevertData {

    private RevertData() {}

    /**
     * Finds the revert data.
     *
     * @param rawErrorData the raw JSON text of the member {@code data}, quotes included, or null where there was none
     * @return {@code 0x…}; empty if the error carries no revert data
     */
    public static Optional<String> from(@Nullable String rawErrorData) {
        if (rawErrorData == null || rawErrorData.isBlank()) {
            return Optional.empty();
        }
        String text = rawErrorData.strip();
        return text.startsWith("0x") ? Optional.of(text) : fromJson(text);
    }

    private static Optional<String> fromJson(String text) {
        try {
            JsonNode json = JsonMapper.shared().readTree(text);
            return hex(json).or(() -> hex(json.path("data"))).or(() -> hex(json.path("result")));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> hex(JsonNode node) {
        return node.isString() && node.asString().startsWith("0x") ? Optional.of(node.asString()) : Optional.empty();
    }
}
