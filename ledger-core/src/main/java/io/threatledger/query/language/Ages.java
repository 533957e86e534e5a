package io.threatledger.query.language;

/** Ages as they are written: a whole number and a unit. */
final class Ages {
    private static final String UNITS = "wdhms";

    private Ages() {}

    static long seconds(char unit) {
        return switch (unit) {
            case 's' -> 1;
            case 'm' -> 60;
            case 'h' -> 3_600;
            case 'd' -> 86_400;
            case 'w' -> 604_800;
            default -> throw new IllegalArgumentException("unit: " + unit + " (wanted: one of " + UNITS + ")");
        };
    }

    /** In the largest unit that it is a whole number of; days rather than weeks. */
    static String text(long millis) {
        long seconds = millis / 1_000;
        for (char unit : new char[] {'d', 'h', 'm'}) {
            if (seconds % seconds(unit) == 0) {
                return seconds / seconds(unit) + Character.toString(unit);
            }
        }
        return seconds + "s";
    }
}
