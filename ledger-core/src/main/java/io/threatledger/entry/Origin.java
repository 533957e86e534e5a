package io.threatledger.entry;

import java.util.regex.Pattern;

/** The name of a log for ever: no scheme, no port. */
public record Origin(String value) {

    public static final int ORIGIN_CHARACTERS_MAX = 255;

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9./-]{1," + ORIGIN_CHARACTERS_MAX + "}");

    public Origin {
        if (!SHAPE.matcher(value).matches()) {
            throw new InvalidField("origin", InvalidField.shown(value), "1 to 255 of a-z 0-9 . / -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
