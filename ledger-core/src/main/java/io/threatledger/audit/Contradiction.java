package io.threatledger.audit;

import java.util.Locale;

/** Two things that must agree do not: the first that was found. The message is for people and names both. */
public final class Contradiction extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String check;

    /** @param check one of the names in {@link Finding} */
    public Contradiction(String check, String message) {
        super(message);
        this.check = check;
    }

    static Contradiction ofEntry(String check, long index, String message) {
        return new Contradiction(check, "entry %s: %s".formatted(count(index), message));
    }

    /** What was being checked. */
    public String check() {
        return check;
    }

    /** {@code 14,217}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
