package io.threatledger.auth;

import io.threatledger.entry.InvalidField;
import java.util.Arrays;

/** How a bearer key begins; both kinds are good everywhere, people tell publishers' and readers' keys by it. */
public enum KeyPrefix {
    PUBLISHER("tck_"),
    READER("snt_");

    private final String text;

    KeyPrefix(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public static KeyPrefix usualFor(Role role) {
        return role == Role.READER ? READER : PUBLISHER;
    }

    public static KeyPrefix parse(String text) {
        return Arrays.stream(values())
                .filter(prefix -> prefix.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidField("prefix", InvalidField.shown(text), "one of tck_, snt_"));
    }
}
