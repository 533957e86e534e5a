package io.threatledger.entry;

import java.util.Arrays;

/** How bad the publisher says it is, from the least to the worst. */
public enum Severity {
    LOW("low"),
    MEDIUM("medium"),
    HIGH("high"),
    CRITICAL("critical");

    private final String word;

    Severity(String word) {
        this.word = word;
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
