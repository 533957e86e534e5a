package io.threatledger.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The compiled contract as committed; {@code contracts/compile.js} writes it, and a test compares it. */
public final class Artifact {
    private static final String RESOURCE = "ThreatLedger.json";
    private static final JsonNode JSON = read();

    private Artifact() {}

    /** What a deploying transaction carries; the constructor takes no arguments. */
    public static byte[] creationCode() {
        return Hex.bytes(creationCodeHex());
    }

    /** {@link #creationCode()} as {@code 0x…}. */
    public static String creationCodeHex() {
        return JSON.get("creationCode").asString();
    }

    /** What {@code eth_getCode} answers where the contract is deployed, as {@code 0x…}. */
    public static String runtimeCodeHex() {
        return JSON.get("runtimeCode").asString();
    }

    /** The ABI as JSON text, for tools that are not ours. */
    public static String abi() {
        return JSON.get("abi").toString();
    }

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(Artifact.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
