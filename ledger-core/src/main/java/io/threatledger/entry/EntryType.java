package io.threatledger.entry;

import java.util.Arrays;

/** The two things that can be said; every write is one of them. */
public enum EntryType {
    THREAT_ADDED("threat_added"),
    THREAT_REVOKED("threat_revoked");

    private final String word;

    EntryType(String word) {
        this.word = word;
    }

    /** As it is written in entries, requests and answers. */
    public String word() {
        return word;
    }

    /** The value with this word, or an {@link InvalidField} naming the words allowed. */
    public static EntryType parse(String word) {
        for (EntryType value : values()) {
            if (value.word.equals(word)) {
                return value;
            }
        }
        throw InvalidField.notOneOf(
                "type", word, Arrays.stream(values()).map(EntryType::word).toArray(String[]::new));
    }
}
