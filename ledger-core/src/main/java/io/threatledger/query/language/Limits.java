package io.threatledger.query.language;

/** How large a query may be. */
public final class Limits {
    /** Longest text, UTF-16 units. */
    public static final int QUERY_CHARACTERS_MAX = 2_000;

    /** Most predicates. */
    public static final int PREDICATES_MAX = 50;

    /** Most values of all predicates together: each of a list costs as much as a predicate. */
    public static final int VALUES_MAX = 100;

    /** Most parentheses open at once. */
    public static final int NESTING_LEVELS_MAX = 30;

    /** Most decimals of a confidence. */
    static final int CONFIDENCE_DECIMALS_MAX = 6;

    /** Longest age: a hundred years. */
    static final long AGE_SECONDS_MAX = 36_525L * 86_400;

    /** Latest time, the end of the year 9999 in milliseconds since the epoch. */
    static final long TIME_MILLIS_MAX = 253_402_300_799_999L;

    static final int PORT_MAX = 65_535;

    private Limits() {}
}
