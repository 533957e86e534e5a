package io.threatledger.query.indicator;

import io.threatledger.entry.InvalidField;
import io.threatledger.entry.Target;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * {@code thr_} and the first 16 characters of the base32 (RFC 4648, small letters) of SHA-256 of the canonical target: 80
 * bits of it. Whoever knows a target can compute it.
 */
public record IndicatorId(String value) {
    public static final String PREFIX = "thr_";

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int HASH_CHARACTERS = 16;
    private static final int BITS_PER_CHARACTER = 5;
    private static final Pattern SHAPE = Pattern.compile("thr_[a-z2-7]{" + HASH_CHARACTERS + "}");

    public IndicatorId {
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidField(
                    "id", InvalidField.shown(value), "thr_ and " + HASH_CHARACTERS + " characters of a-z 2-7");
        }
    }

    /** Reads an id in any case; anything else is an {@link InvalidField}. */
    public static IndicatorId parse(String text) {
        return new IndicatorId(text.toLowerCase(Locale.ROOT));
    }

    public static IndicatorId of(Target target) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(target.text()));
        int half = HASH_CHARACTERS / 2;
        return new IndicatorId(
                PREFIX + characters(hash.getLong(0) >>> 24, half) + characters(hash.getLong(5) >>> 24, half));
    }

    @Override
    public String toString() {
        return value;
    }

    /** The lowest bits, the highest of them first. */
    private static String characters(long bits, int count) {
        StringBuilder characters = new StringBuilder(count);
        for (int i = count - 1; i >= 0; i--) {
            characters.append(ALPHABET.charAt((int) (bits >>> (i * BITS_PER_CHARACTER)) & 0x1f));
        }
        return characters.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
