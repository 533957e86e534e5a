package io.threatledger.entry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Base64url without padding (RFC 7515 section 2), read in its one canonical spelling. */
final class Base64Url {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static final byte[] VALUES = values();
    private static final int DIGEST_CHARACTERS = 43;

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    static byte[] encodeToBytes(byte[] bytes) {
        return ENCODER.encode(bytes);
    }

    /**
     * Refuses padding, other alphabets, and bits set that no byte has.
     *
     * @param what named in the error
     */
    static byte[] decode(String what, byte[] ascii) {
        int spare = ascii.length % 4;
        boolean canonical = switch (spare) {
            case 0 -> ascii.length == 0 || ascii[ascii.length - 1] != '=';
            case 2 -> (valueOf(ascii[ascii.length - 1]) & 0xf) == 0;
            case 3 -> (valueOf(ascii[ascii.length - 1]) & 0x3) == 0;
            default -> false;
        };
        if (canonical) {
            try {
                return Base64.getUrlDecoder().decode(ascii);
            } catch (IllegalArgumentException notTheAlphabet) {
                throw new InvalidEntry(what + ": not base64url", notTheAlphabet);
            }
        }
        throw new InvalidEntry(what + ": not base64url without padding in its canonical form");
    }

    static byte[] decode(String what, String text) {
        return decode(what, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it is the canonical spelling of 32 bytes; cheaper than decoding them. */
    static boolean isDigest(String text) {
        if (text.length() != DIGEST_CHARACTERS) {
            return false;
        }
        for (int i = 0; i < DIGEST_CHARACTERS; i++) {
            if (valueOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return (valueOf(text.charAt(DIGEST_CHARACTERS - 1)) & 0x3) == 0;
    }

    /** Six bits, or -1. */
    private static int valueOf(int c) {
        return c >= 0 && c < VALUES.length ? VALUES[c] : -1;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }
}
