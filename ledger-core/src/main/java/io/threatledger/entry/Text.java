package io.threatledger.entry;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** The rule for every free text of an entry: bounded, NFC, no control characters, encodable as UTF-8. */
final class Text {

    /** Below it no character combines with another, so the text is NFC already. */
    private static final char FIRST_COMBINING = '\u0300';

    private Text() {}

    static String required(String field, String value, int charactersMax) {
        if (value.isEmpty()) {
            throw new InvalidField(field, "empty", wanted(charactersMax));
        }
        int characters = value.length();
        boolean plain = true;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                throw new InvalidField(
                        field, "a control character in " + InvalidField.shown(value), wanted(charactersMax));
            }
            plain &= c < FIRST_COMBINING;
        }
        if (!plain) {
            characters = value.codePointCount(0, value.length());
            requireUnicode(field, value, charactersMax);
        }
        if (characters > charactersMax) {
            throw new InvalidField(
                    field, characters + " characters " + InvalidField.shown(value), wanted(charactersMax));
        }
        return value;
    }

    static @Nullable String optional(String field, @Nullable String value, int charactersMax) {
        return value == null ? null : required(field, value, charactersMax);
    }

    /** The NFC form, for values as people type them. */
    static String normalized(String value) {
        return Normalizer.normalize(value, Normalizer.Form.NFC);
    }

    private static void requireUnicode(String field, String value, int charactersMax) {
        if (value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new InvalidField(
                    field, "half a surrogate pair in " + InvalidField.shown(value), wanted(charactersMax));
        }
        if (!Normalizer.isNormalized(value, Normalizer.Form.NFC)) {
            throw new InvalidField(field, "not NFC: " + InvalidField.shown(value), wanted(charactersMax));
        }
    }

    private static String wanted(int charactersMax) {
        return "1 to " + charactersMax + " characters, NFC, no control characters";
    }
}
