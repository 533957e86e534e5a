package io.threatledger.store;

import io.threatledger.entry.InvalidField;
import io.threatledger.entry.KeyRange;
import io.threatledger.entry.Target;
import io.threatledger.store.IndicatorFilter.Active;
import io.threatledger.store.IndicatorFilter.Begins;
import io.threatledger.store.IndicatorFilter.Compares;
import io.threatledger.store.IndicatorFilter.Constant;
import io.threatledger.store.IndicatorFilter.Is;
import io.threatledger.store.IndicatorFilter.Says;
import io.threatledger.store.IndicatorFilter.Term;
import java.util.Optional;

/** Terms of an {@link IndicatorFilter} as conditions on a row {@code t} of threats. Each is true or false, never null. */
final class IndicatorConditions {
    private static final int IPV4_PART_BITS = 8;
    private static final int IPV6_PART_BITS = 16;

    private IndicatorConditions() {}

    /** @param isActive whether the row's indicator is */
    static SqlPart holds(Term term, boolean isActive) {
        return switch (term) {
            case Compares compares ->
                SqlPart.of(
                        "ifnull(t." + compares.figure().column() + " "
                                + compares.comparison().sql() + " ?, 0)",
                        compares.value());
            case Says says -> SqlPart.of("t." + says.label().column() + " IS ?", says.value());
            case Is is -> SqlPart.of("t.target = ?", (Object) is.target().key());
            case Begins begins -> begins(begins.prefix());
            case Active active -> constant(active.value() == isActive);
            case Constant constant -> constant(constant.value());
        };
    }

    /** Whether an index of targets finds what the term is about. */
    static boolean isNarrow(Term term) {
        return term instanceof Is
                || (term instanceof Begins begins && around(begins.prefix()).isPresent());
    }

    /**
     * The range is around all that begin so, and makes the index of targets good for something. It begins at the network's
     * address with any prefix length: {@code 10.0.0.0/8} begins with {@code 10.0.0.} too.
     */
    private static SqlPart begins(String prefix) {
        SqlPart text =
                SqlPart.of("substr(" + TargetTextFunction.NAME + "(t.target), 1, length(?)) = ?", prefix, prefix);
        return around(prefix)
                .map(network -> {
                    KeyRange range = network.coveredRange();
                    byte[] lo = range.lo();
                    lo[lo.length - 1] = 0;
                    return SqlPart.concat(
                            SqlPart.of("(t.target BETWEEN ? AND ? AND ", lo, range.hi()), text, SqlPart.of(")"));
                })
                .orElse(text);
    }

    /** The narrowest network of whole parts that has the address of every target whose text begins so; nothing when unknown. */
    private static Optional<Target> around(String prefix) {
        boolean isIpv6 = prefix.indexOf(':') >= 0;
        char separator = isIpv6 ? ':' : '.';
        int end = prefix.lastIndexOf(separator);
        int gap = prefix.indexOf("::");
        if (end < 1 || gap == 0) {
            return Optional.empty();
        }
        String[] parts = prefix.substring(0, gap > 0 ? gap : end).split(isIpv6 ? ":" : "\\.", -1);
        int bits = parts.length * (isIpv6 ? IPV6_PART_BITS : IPV4_PART_BITS);
        String rest = isIpv6 ? "::" : ".0".repeat(Math.max(0, 4 - parts.length));
        try {
            return Optional.of(Target.parse(String.join(String.valueOf(separator), parts) + rest + "/" + bits));
        } catch (InvalidField e) {
            return Optional.empty();
        }
    }

    /** As a parameter: SQLite makes {@code AND 0} of all it stands beside, and then misses what the named index is for. */
    static SqlPart constant(boolean value) {
        return SqlPart.of("?", value ? 1L : 0L);
    }
}
