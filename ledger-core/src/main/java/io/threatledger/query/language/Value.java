package io.threatledger.query.language;

import io.threatledger.entry.Target;
import java.math.BigDecimal;
import java.text.Normalizer;

/** What a field is held against. */
public sealed interface Value {
    /** That text, in NFC; letters A-Z and a-z count as the same. */
    record Exactly(String text) implements Value {
        public Exactly {
            requireText(text);
        }
    }

    /** A text like that one from its beginning to its end, where each {@code *} stands for any characters or none. */
    record Like(String pattern) implements Value {
        public Like {
            requireText(pattern);
            if (!pattern.contains("*") || pattern.contains("**")) {
                throw new IllegalArgumentException("pattern: " + pattern + " (wanted: single * in it)");
            }
            if (!Characters.isBareword(pattern)) {
                throw new IllegalArgumentException("pattern: " + pattern + " (wanted: no character that needs quotes)");
            }
        }
    }

    /** That address or network, or one inside it. */
    record Within(Target target) implements Value {}

    /** That number. */
    record Amount(BigDecimal number) implements Value {
        public Amount {
            number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            number = number.scale() < 0 ? number.setScale(0) : number;
        }
    }

    /** That point in time, milliseconds since the epoch. */
    record At(long millis) implements Value {
        /** The latest there is: the end of the year 9999. */
        public static final long MILLIS_MAX = Limits.TIME_MILLIS_MAX;
    }

    /** That long before now, milliseconds: an age, so that less is later. */
    record Ago(long millis) implements Value {
        public Ago {
            if (millis < 1_000 || millis % 1_000 != 0) {
                throw new IllegalArgumentException("age: " + millis + " ms (wanted: whole seconds, 1 or more)");
            }
        }
    }

    private static void requireText(String text) {
        if (text.isEmpty() || !Characters.areAllowed(text) || !Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            throw new IllegalArgumentException("text: wanted: 1 character or more, NFC, no control characters");
        }
    }
}
