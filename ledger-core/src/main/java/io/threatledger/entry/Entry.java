package io.threatledger.entry;

/**
 * One entry of the ledger, before it is signed or after it was read.
 *
 * @param issuer the log's origin ({@code iss})
 * @param issuedAtSeconds since the epoch ({@code iat})
 * @param jti 16 random bytes as base64url: no two entries are alike
 * @param owner handle of the organization or community that speaks
 */
public record Entry(String issuer, long issuedAtSeconds, String jti, String owner, EntryBody body) {

    public static final int JTI_BYTES = 16;
    public static final int OWNER_CHARACTERS_MAX = 64;

    /** The end of the year 9999: later instants have no four-digit year. */
    public static final long ISSUED_AT_SECONDS_MAX = 253_402_300_799L;

    public Entry {
        issuer = new Origin(issuer).value();
        if (issuedAtSeconds < 0 || issuedAtSeconds > ISSUED_AT_SECONDS_MAX) {
            throw new InvalidField("iat", Long.toString(issuedAtSeconds), "0 to " + ISSUED_AT_SECONDS_MAX + " seconds");
        }
        requireJti(jti);
        Text.required("owner", owner, OWNER_CHARACTERS_MAX);
    }

    public EntryType type() {
        return body.type();
    }

    /** A fresh {@code jti}. */
    public static String newJti(RandomBytes random) {
        byte[] bytes = new byte[JTI_BYTES];
        random.fill(bytes);
        return Base64Url.encode(bytes);
    }

    private static void requireJti(String jti) {
        String wanted = "22 characters of base64url: 16 random bytes";
        try {
            if (Base64Url.decode("jti", jti).length != JTI_BYTES) {
                throw new InvalidField("jti", InvalidField.shown(jti), wanted);
            }
        } catch (InvalidEntry e) {
            throw new InvalidField("jti", InvalidField.shown(jti), wanted);
        }
    }
}
