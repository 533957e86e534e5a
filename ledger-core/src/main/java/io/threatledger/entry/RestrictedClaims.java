package io.threatledger.entry;

import org.jspecify.annotations.Nullable;

/**
 * The claims that stand in an entry as salted digests only and are disclosed to entitled readers.
 *
 * @param port 0 to 65535
 */
public record RestrictedClaims(
        @Nullable String sensor,
        @Nullable Integer port,
        @Nullable String ja3,
        @Nullable String ja4,
        @Nullable String comment) {

    public static final int SENSOR_CHARACTERS_MAX = 256;
    public static final int FINGERPRINT_CHARACTERS_MAX = 128;
    public static final int COMMENT_CHARACTERS_MAX = 1_000;
    public static final int PORT_MAX = 65_535;

    public static final RestrictedClaims NONE = new RestrictedClaims(null, null, null, null, null);

    public RestrictedClaims {
        Text.optional("sensor", sensor, SENSOR_CHARACTERS_MAX);
        if (port != null && (port < 0 || port > PORT_MAX)) {
            throw new InvalidField("port", port.toString(), "0 to 65535");
        }
        Text.optional("ja3", ja3, FINGERPRINT_CHARACTERS_MAX);
        Text.optional("ja4", ja4, FINGERPRINT_CHARACTERS_MAX);
        Text.optional("comment", comment, COMMENT_CHARACTERS_MAX);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }
}
