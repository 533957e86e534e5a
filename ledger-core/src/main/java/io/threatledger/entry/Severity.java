package io.threatledger.entry;

import java.math.BigDecimal;
import java.util.Arrays;

/** How bad the publisher says it is, from the least to the worst. */
public enum Severity {
    LOW("low", 1),
    MEDIUM("medium", 3),
    HIGH("high", 4),
    CRITICAL("critical", 5);

    private final String word;
    private final int rating;

    Severity(String word, int rating) {
        this.word = word;
        this.rating = rating;
    }

    /** What a publisher who gives a rating from 0 to 5 says of the severity: each goes up to its own {@link #rating}. */
    public static Severity ofRating(BigDecimal rating) {
        return Arrays.stream(values())
                .filter(severity -> rating.compareTo(BigDecimal.valueOf(severity.rating)) <= 0)
                .findFirst()
                .orElse(CRITICAL);
    }

    /** What it stands for where a rating is asked for and none was given. */
    public int rating() {
        return rating;
    }

    /** As it is written in entries, requests and answers. */
    public String word() {
        return word;
    }

    /** The value with this word, or an {@link InvalidField} naming the words allowed. */
    public static Severity parse(String word) {
        for (Severity value : values()) {
            if (value.word.equals(word)) {
                return value;
            }
        }
        throw InvalidField.notOneOf(
                "severity", word, Arrays.stream(values()).map(Severity::word).toArray(String[]::new));
    }
}
