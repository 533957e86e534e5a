package io.threatledger.entry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hides restricted claims behind salted digests (RFC 9901 section 4.2). There are always five: a claim that was not given gets a
 * decoy, so that the number shows nothing.
 *
 * @param digests for {@code _sd}, sorted; empty when there is nothing to hide
 * @param disclosures what opens them, one for each claim given
 */
record SelectiveDisclosure(List<String> digests, List<String> disclosures) {

    static final List<String> NAMES = List.of("sensor", "port", "ja3", "ja4", "comment");
    static final int SALT_BYTES = 16;
    private static final int DECOY_BYTES = 32;

    private static final SelectiveDisclosure NOTHING = new SelectiveDisclosure(List.of(), List.of());

    /** Draws once for all five: 32 bytes a claim, of which a salt takes the first 16 and a decoy is the hash of all. */
    static SelectiveDisclosure of(RestrictedClaims claims, RandomBytes random) {
        if (claims.isEmpty()) {
            return NOTHING;
        }
        byte[] drawn = new byte[NAMES.size() * DECOY_BYTES];
        random.fill(drawn);
        List<String> digests = new ArrayList<>();
        List<String> disclosures = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            String json = value(claims, NAMES.get(i));
            int from = i * DECOY_BYTES;
            if (json == null) {
                digests.add(Base64Url.encode(Sha256.of(Arrays.copyOfRange(drawn, from, from + DECOY_BYTES))));
            } else {
                String salt = Base64Url.encode(Arrays.copyOfRange(drawn, from, from + SALT_BYTES));
                String disclosure = encode(salt, NAMES.get(i), json);
                disclosures.add(disclosure);
                digests.add(Sha256.base64Url(disclosure));
            }
        }
        Collections.sort(digests);
        return new SelectiveDisclosure(digests, disclosures);
    }

    static String encode(String salt, String name, String valueJson) {
        String json = "[\"" + salt + "\",\"" + name + "\"," + valueJson + "]";
        return Base64Url.encode(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The claim as JSON, or null when it was not given. */
    static @Nullable String value(RestrictedClaims claims, String name) {
        return switch (name) {
            case "sensor" -> quoted(claims.sensor());
            case "port" -> claims.port() == null ? null : claims.port().toString();
            case "ja3" -> quoted(claims.ja3());
            case "ja4" -> quoted(claims.ja4());
            case "comment" -> quoted(claims.comment());
            default -> throw new IllegalArgumentException("restricted claim: " + name);
        };
    }

    private static @Nullable String quoted(@Nullable String value) {
        return value == null ? null : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
