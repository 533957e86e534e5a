package io.threatledger.entry;

import java.util.Arrays;

/** Which fleet of sensors saw it. */
public enum Fleet {
    CORE("core"),
    MESH("mesh");

    private final String word;

    Fleet(String word) {
        this.word = word;
    }

    /** As it is written in entries, requests and answers. */
    public String word() {
        return word;
    }

    /** The value with this word, or an {@link InvalidField} naming the words allowed. */
    public static Fleet parse(String word) {
        for (Fleet value : values()) {
            if (value.word.equals(word)) {
                return value;
            }
        }
        throw InvalidField.notOneOf(
                "fleet", word, Arrays.stream(values()).map(Fleet::word).toArray(String[]::new));
    }
}
