package io.threatledger.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The restricted claims that disclosures of an entry open (RFC 9901 section 7.1). */
public final class Disclosures {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Disclosures() {}

    /**
     * What the disclosures say; claims without one are null.
     *
     * @throws InvalidEntry when one matches no digest of the entry, is there twice, or is not spelled as we write it
     */
    public static RestrictedClaims read(DecodedEntry entry, List<String> disclosures) {
        Map<String, JsonNode> claims = new HashMap<>();
        for (String disclosure : disclosures) {
            requireDigest(entry, disclosure);
            JsonNode parts = parse(disclosure);
            if (claims.put(parts.get(1).asString(), parts.get(2)) != null) {
                throw new InvalidEntry("disclosure: " + parts.get(1).asString() + " is there twice");
            }
        }
        try {
            return restricted(claims);
        } catch (InvalidField e) {
            throw new InvalidEntry("disclosure: " + e.getMessage(), e);
        }
    }

    private static void requireDigest(DecodedEntry entry, String disclosure) {
        Base64Url.decode("disclosure", disclosure);
        if (!entry.sdDigests().contains(Sha256.base64Url(disclosure))) {
            throw new InvalidEntry("disclosure: " + InvalidField.shown(disclosure) + " matches no digest of the entry");
        }
    }

    private static JsonNode parse(String disclosure) {
        JsonNode parts;
        try {
            parts = JSON.readTree(Base64Url.decode("disclosure", disclosure));
        } catch (JacksonException e) {
            throw new InvalidEntry("disclosure: not JSON: " + e.getOriginalMessage(), e);
        }
        boolean shaped = parts.isArray()
                && parts.size() == 3
                && parts.get(0).isString()
                && SelectiveDisclosure.NAMES.contains(parts.get(1).asString(""));
        if (!shaped) {
            throw new InvalidEntry(
                    "disclosure: " + InvalidField.shown(parts.toString()) + " (wanted: [salt, name, value])");
        }
        return parts;
    }

    private static RestrictedClaims restricted(Map<String, JsonNode> claims) {
        return new RestrictedClaims(
                text(claims, "sensor"),
                port(claims),
                text(claims, "ja3"),
                text(claims, "ja4"),
                text(claims, "comment"));
    }

    private static @Nullable String text(Map<String, JsonNode> claims, String name) {
        JsonNode value = claims.get(name);
        if (value != null && !value.isString()) {
            throw new InvalidField(name, InvalidField.shown(value.toString()), "a string");
        }
        return value == null ? null : value.asString();
    }

    private static @Nullable Integer port(Map<String, JsonNode> claims) {
        JsonNode value = claims.get("port");
        if (value != null && !(value.isIntegralNumber() && value.canConvertToInt())) {
            throw new InvalidField("port", InvalidField.shown(value.toString()), "a whole number");
        }
        return value == null ? null : value.asInt();
    }
}
