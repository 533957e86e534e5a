package io.threatledger.query.language;

import java.util.function.IntUnaryOperator;

/** What characters mean to the language. */
public final class Characters {
    private static final String BLANKS = " \t\r\n";
    private static final String ENDS_A_WORD = BLANKS + "(),\"";

    private Characters() {}

    static boolean isBlank(char c) {
        return BLANKS.indexOf(c) >= 0;
    }

    /** Whether it cannot be in a bareword. */
    static boolean endsWord(char c) {
        return ENDS_A_WORD.indexOf(c) >= 0;
    }

    /** Fields and keywords are made of these. */
    static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    /** Whether a text may be written without quotes, as far as wildcards and operators at its beginning do not matter. */
    static boolean isBareword(String text) {
        return text.chars().noneMatch(c -> endsWord((char) c));
    }

    /** With a-z for A-Z: letters beyond ASCII stay as they are, as in the database. */
    public static String lower(String text) {
        return mapped(text, c -> c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }

    /** With A-Z for a-z. */
    static String upper(String text) {
        return mapped(text, c -> c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c);
    }

    private static String mapped(String text, IntUnaryOperator map) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.chars().map(map).forEach(c -> mapped.append((char) c));
        return mapped.toString();
    }

    /** Whether all may stand in a value: no control characters, no half of a surrogate pair. */
    static boolean areAllowed(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
