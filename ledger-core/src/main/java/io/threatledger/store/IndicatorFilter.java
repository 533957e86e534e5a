package io.threatledger.store;

import io.threatledger.entry.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of an owner's indicators a list holds.
 *
 * @param terms empty: all
 * @param isAnyOf whether one of the terms is enough, rather than all of them
 * @param kind of the targets; null: either
 * @param tag that the newest active entry has; null: any or none
 * @param from the newest entry stands there or later
 */
public record IndicatorFilter(
        List<Term> terms,
        boolean isAnyOf,
        @Nullable Kind kind,
        @Nullable String tag,
        long from) {
    /** What an indicator is about. */
    public enum Kind {
        ADDRESS,
        NETWORK
    }

    /** How a number is compared. */
    public enum Comparison {
        LESS("<"),
        EQUAL("="),
        GREATER(">");

        private final String sql;

        Comparison(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    /** A number of an indicator. */
    public enum Figure {
        RATING_TENTHS("rating"),
        CONFIDENCE("confidence"),
        ASN("asn"),
        /** Where the chain of its newest entry begins. */
        FIRST_INDEX("first_idx");

        private final String column;

        Figure(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    /** A text of an indicator. */
    public enum Label {
        COUNTRY("country"),
        ASN_NAME("asn_name");

        private final String column;

        Label(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    /** Something that holds of an indicator or does not. What it does not have does not compare. */
    public sealed interface Term {}

    public record Compares(Figure figure, Comparison comparison, long value) implements Term {}

    public record Says(Label label, String value) implements Term {}

    public record Is(Target target) implements Term {}

    /** The target's text begins so. */
    public record Begins(String prefix) implements Term {}

    /** Whether an entry is active; without any such term only indicators of which one is are listed. */
    public record Active(boolean value) implements Term {}

    /** Holds of all or of none: about what no indicator has, or all have alike. */
    public record Constant(boolean value) implements Term {}

    public IndicatorFilter {
        terms = List.copyOf(terms);
    }

    /** Every active indicator. */
    public static final IndicatorFilter ALL = new IndicatorFilter(List.of(), false, null, null, 0);

    public IndicatorFilter of(@Nullable Kind only) {
        return new IndicatorFilter(terms, isAnyOf, only, tag, from);
    }

    public IndicatorFilter tagged(String value) {
        return new IndicatorFilter(terms, isAnyOf, kind, value, from);
    }

    public IndicatorFilter since(long index) {
        return new IndicatorFilter(terms, isAnyOf, kind, tag, index);
    }

    /** One of several terms about it may be all that is asked: then others may hold of what is not active. */
    boolean asksForInactive() {
        return isAnyOf ? terms.stream().anyMatch(Active.class::isInstance) : terms.contains(new Active(false));
    }

    boolean asksForActive() {
        return isAnyOf || !terms.contains(new Active(false));
    }
}
