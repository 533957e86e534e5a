package io.threatledger.auth;

import io.threatledger.entry.InvalidField;
import java.util.Arrays;
import java.util.Locale;

/** What an account may do. Each role may do what the ones before it may. */
public enum Role {
    READER,
    PUBLISHER,
    ADMIN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean mayActAs(Role wanted) {
        return compareTo(wanted) >= 0;
    }

    public static Role parse(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidField("role", InvalidField.shown(word), "one of reader, publisher, admin"));
    }
}
