package io.threatledger.entry;

/** The name of a log for ever: no scheme, no port. */
public record Origin(String value) {

    public static final int ORIGIN_CHARACTERS_MAX = 255;

    public Origin {
        if (!isOrigin(value)) {
            throw new InvalidField("origin", InvalidField.shown(value), "1 to 255 of a-z 0-9 . / -");
        }
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isOrigin(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z';
            boolean digitOrMark = c >= '-' && c <= '9';
            if (!letter && !digitOrMark) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= ORIGIN_CHARACTERS_MAX;
    }
}
