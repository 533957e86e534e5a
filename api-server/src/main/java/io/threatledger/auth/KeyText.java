package io.threatledger.auth;

import io.threatledger.entry.RandomBytes;
import io.threatledger.merkle.Digest;
import java.nio.charset.StandardCharsets;

/** What keys look like, and their digest. */
final class KeyText {
    /** Random characters of a bearer key: 238 bits. */
    static final int BEARER_CHARACTERS = 40;

    static final int ACCESS_ID_DIGITS = 20;
    static final int SECRET_CHARACTERS = 64;
    /** Longer than any key: such a string is not worth hashing. */
    static final int KEY_CHARACTERS_MAX = 256;

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";
    private static final int HINT_CHARACTERS = 8;

    private KeyText() {}

    static String bearer(KeyPrefix prefix, RandomBytes random) {
        return prefix.text() + characters(BASE62, BEARER_CHARACTERS, random);
    }

    static String accessId(RandomBytes random) {
        return characters(DIGITS, ACCESS_ID_DIGITS, random);
    }

    static String secret(RandomBytes random) {
        return characters(BASE62, SECRET_CHARACTERS, random);
    }

    /** Enough of a bearer key to recognise it by. */
    static String hint(String bearer) {
        return bearer.substring(0, HINT_CHARACTERS) + "…";
    }

    static Digest digest(String key) {
        return Digest.sha256(key.getBytes(StandardCharsets.UTF_8));
    }

    /** Each character equally likely: bytes past the last whole multiple of the alphabet are thrown away. */
    private static String characters(String alphabet, int count, RandomBytes random) {
        int fair = 256 - 256 % alphabet.length();
        StringBuilder text = new StringBuilder(count);
        byte[] bytes = new byte[count];
        while (text.length() < count) {
            random.fill(bytes);
            for (int i = 0; i < bytes.length && text.length() < count; i++) {
                int value = Byte.toUnsignedInt(bytes[i]);
                if (value < fair) {
                    text.append(alphabet.charAt(value % alphabet.length()));
                }
            }
        }
        return text.toString();
    }
}
