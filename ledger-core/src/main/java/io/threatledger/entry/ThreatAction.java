package io.threatledger.entry;

import java.util.Arrays;

/** What the publisher says to do. */
public enum ThreatAction {
    BLOCK("block"),
    RATE_LIMIT("rate_limit"),
    MONITOR("monitor"),
    ALERT("alert");

    private final String word;

    ThreatAction(String word) {
        this.word = word;
    }

    /** As it is written in entries, requests and answers. */
    public String word() {
        return word;
    }

    /** The value with this word, or an {@link InvalidField} naming the words allowed. */
    public static ThreatAction parse(String word) {
        for (ThreatAction value : values()) {
            if (value.word.equals(word)) {
                return value;
            }
        }
        throw InvalidField.notOneOf(
                "action", word, Arrays.stream(values()).map(ThreatAction::word).toArray(String[]::new));
    }
}
