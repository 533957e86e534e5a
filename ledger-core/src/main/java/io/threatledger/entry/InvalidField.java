package io.threatledger.entry;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A value that a field does not take. The message names the field, what was wrong and what is wanted; it may be shown. */
public final class InvalidField extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** Characters of a refused value that a message repeats. */
    static final int SHOWN_CHARACTERS_MAX = 48;

    private final String field;

    /**
     * @param wrong what was wrong, with the value shortened ({@link #shown})
     * @param wanted what the field takes
     */
    public InvalidField(String field, String wrong, String wanted) {
        super(field + ": " + wrong + " (wanted: " + wanted + ")");
        this.field = field;
    }

    public String field() {
        return field;
    }

    /** The value in quotes, cut to a readable length, without characters that would act on a terminal. */
    public static String shown(String value) {
        String start = value.length() <= SHOWN_CHARACTERS_MAX ? value : value.substring(0, SHOWN_CHARACTERS_MAX) + "…";
        return start.codePoints()
                .mapToObj(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE
                        ? String.format("\\u%04x", c)
                        : Character.toString(c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    static InvalidField notOneOf(String field, String value, String... words) {
        return new InvalidField(field, shown(value), "one of " + String.join(", ", Arrays.asList(words)));
    }
}
