package io.threatledger.entry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Base64url without padding (RFC 7515 section 2), read in its one canonical spelling. */
final class Base64Url {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

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
            case 2 -> (ALPHABET.indexOf(ascii[ascii.length - 1]) & 0xf) == 0;
            case 3 -> (ALPHABET.indexOf(ascii[ascii.length - 1]) & 0x3) == 0;
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
}
