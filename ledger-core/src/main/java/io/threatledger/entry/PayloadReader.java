package io.threatledger.entry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the payload of an entry. Order, white space and spelling are not looked at here: {@link EntryCodec} writes what was read
 * once more and compares the bytes.
 */
final class PayloadReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String ASN_PREFIX = "AS";

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, BigDecimal> numbers = new HashMap<>();
    private final Map<String, List<String>> lists = new HashMap<>();

    private PayloadReader() {}

    /** What the payload says, and its {@code _sd}. */
    record Payload(Entry entry, List<String> sdDigests) {}

    static Payload read(byte[] payload) {
        PayloadReader reader = new PayloadReader();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), payload)) {
            reader.readMembers(json);
        } catch (JacksonException e) {
            throw new InvalidEntry("payload: not JSON: " + e.getOriginalMessage(), e);
        }
        try {
            return reader.payload();
        } catch (InvalidField e) {
            throw new InvalidEntry("payload: " + e.getMessage(), e);
        }
    }

    private void readMembers(JsonParser json) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidEntry("payload: not a JSON object");
        }
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            readValue(name, json);
        }
    }

    private void readValue(String name, JsonParser json) {
        switch (json.nextToken()) {
            case VALUE_STRING -> texts.put(name, json.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numbers.put(name, json.getDecimalValue());
            case START_ARRAY -> lists.put(name, strings(name, json));
            default -> throw new InvalidEntry("payload: " + name + " is " + json.currentToken());
        }
    }

    private static List<String> strings(String name, JsonParser json) {
        List<String> values = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            values.add(json.getString());
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw new InvalidEntry("payload: " + name + " holds " + json.currentToken() + " (wanted: strings)");
        }
        return values;
    }

    private Payload payload() {
        EntryBody body = EntryType.parse(required("type")) == EntryType.THREAT_ADDED ? added() : revoked();
        Long issuedAt = whole("iat");
        if (issuedAt == null) {
            throw missing("iat");
        }
        Entry entry = new Entry(required("iss"), issuedAt, required("jti"), required("owner"), body);
        return new Payload(entry, lists.getOrDefault("_sd", List.of()));
    }

    private ThreatAdded added() {
        String supersedes = texts.get("supersedes");
        return new ThreatAdded(claims(), supersedes == null ? null : EntryId.parse(supersedes));
    }

    private ThreatRevoked revoked() {
        return new ThreatRevoked(EntryId.parse(required("threat")), required("reason"));
    }

    private ThreatClaims claims() {
        Long confidence = whole("confidence");
        String fleet = texts.get("fleet");
        return new ThreatClaims(
                Target.parse(required("target")),
                required("source"),
                required("category"),
                Severity.parse(required("severity")),
                ThreatAction.parse(required("action")),
                numbers.get("rating"),
                confidence == null ? null : Math.clamp(confidence, -1, Integer.MAX_VALUE),
                whole("ttl"),
                lists.getOrDefault("tags", List.of()),
                asn(),
                texts.get("asn_name"),
                texts.get("country"),
                fleet == null ? null : Fleet.parse(fleet),
                RestrictedClaims.NONE);
    }

    private @Nullable Long asn() {
        String asn = texts.get("asn");
        if (asn == null) {
            return null;
        }
        try {
            return Long.parseLong(asn, ASN_PREFIX.length(), asn.length(), 10);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new InvalidEntry("payload: asn " + InvalidField.shown(asn) + " (wanted: \"AS64500\")", e);
        }
    }

    private String required(String name) {
        String value = texts.get(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    private @Nullable Long whole(String name) {
        BigDecimal value = numbers.get(name);
        try {
            return value == null ? null : value.longValueExact();
        } catch (ArithmeticException e) {
            throw new InvalidEntry("payload: " + name + " is not a whole number", e);
        }
    }

    private static InvalidEntry missing(String name) {
        return new InvalidEntry("payload: " + name + " is missing, or of another type");
    }
}
