package io.threatledger.v2;

import io.threatledger.entry.InvalidField;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.http.Problem;
import io.threatledger.store.IndicatorFilter.Active;
import io.threatledger.store.IndicatorFilter.Begins;
import io.threatledger.store.IndicatorFilter.Compares;
import io.threatledger.store.IndicatorFilter.Comparison;
import io.threatledger.store.IndicatorFilter.Constant;
import io.threatledger.store.IndicatorFilter.Figure;
import io.threatledger.store.IndicatorFilter.Is;
import io.threatledger.store.IndicatorFilter.Label;
import io.threatledger.store.IndicatorFilter.Says;
import io.threatledger.store.IndicatorFilter.Term;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;

/**
 * A field that lists are filtered by, with the operators it has. Those that this ledger keeps nothing of are known and hold
 * of no indicator.
 */
enum FilterField {
    ACTIVE("active", "="),
    SUMMARY("summary", "=^"),
    DATE_ADDED("dateAdded", "<>"),
    RATING("rating", "=<>"),
    CONFIDENCE("confidence", "=<>"),
    FALSE_POSITIVE("falsePositive", "=<>"),
    COUNTRY_CODE("countryCode", "="),
    COUNTRY_NAME("countryName", "="),
    ORGANIZATION("organization", "="),
    ASN("asn", "="),
    CITY("city", "="),
    STATE("state", "="),
    TIMEZONE("timezone", "="),
    THREAT_ASSESS_SCORE("threatAssessScore", "=<>"),
    THREAT_ASSESS_RATING("threatAssessRating", "<>"),
    THREAT_ASSESS_CONFIDENCE("threatAssessConfidence", "<>");

    private static final int TENTHS = 10;

    private final String word;
    private final String operators;

    FilterField(String word, String operators) {
        this.word = word;
        this.operators = operators;
    }

    static FilterField of(String word) {
        return Arrays.stream(values())
                .filter(field -> field.word.equals(word))
                .findFirst()
                .orElseThrow(() -> Messages.malformed("filters: " + InvalidField.shown(word) + " (wanted: one of "
                        + Arrays.stream(values()).map(field -> field.word).collect(Collectors.joining(", ")) + ")"));
    }

    /** @param firstSince index of the first entry made at that second or later */
    Term term(char operator, String value, LongUnaryOperator firstSince) {
        if (operators.indexOf(operator) < 0) {
            throw Messages.malformed("filters: " + word + " " + operator + " (wanted: one of "
                    + String.join(" ", operators.split("")) + ")");
        }
        return switch (this) {
            case ACTIVE -> new Active(bool(value));
            case SUMMARY -> operator == '^' ? new Begins(value.toLowerCase(Locale.ROOT)) : summary(value);
            case DATE_ADDED -> dateAdded(operator, Times.date(word, value), firstSince);
            case RATING ->
                compares(Figure.RATING_TENTHS, operator, number(value).movePointRight(1));
            case CONFIDENCE -> compares(Figure.CONFIDENCE, operator, number(value));
            case FALSE_POSITIVE -> new Constant(isTrueOfNone(operator, number(value)));
            case COUNTRY_CODE -> new Says(Label.COUNTRY, value.toUpperCase(Locale.ROOT));
            case COUNTRY_NAME -> country(value);
            case ORGANIZATION -> new Says(Label.ASN_NAME, value);
            case ASN -> new Compares(Figure.ASN, Comparison.EQUAL, asn(value));
            case CITY, STATE, TIMEZONE -> new Constant(false);
            case THREAT_ASSESS_SCORE, THREAT_ASSESS_RATING, THREAT_ASSESS_CONFIDENCE -> {
                number(value);
                yield new Constant(false);
            }
        };
    }

    private static Term summary(String value) {
        try {
            return new Is(Target.parse(value));
        } catch (InvalidField notATarget) {
            return new Constant(false);
        }
    }

    /** Times never decrease along the ledger, so a time is an index. */
    private static Term dateAdded(char operator, long seconds, LongUnaryOperator firstSince) {
        return operator == '<'
                ? new Compares(Figure.FIRST_INDEX, Comparison.LESS, firstSince.applyAsLong(seconds))
                : new Compares(Figure.FIRST_INDEX, Comparison.GREATER, firstSince.applyAsLong(seconds + 1) - 1);
    }

    /** The figures are whole: one with more decimals is compared with those around it. */
    private static Term compares(Figure figure, char operator, BigDecimal value) {
        return switch (operator) {
            case '<' -> new Compares(figure, Comparison.LESS, bounded(value.setScale(0, RoundingMode.CEILING)));
            case '>' -> new Compares(figure, Comparison.GREATER, bounded(value.setScale(0, RoundingMode.FLOOR)));
            default ->
                value.stripTrailingZeros().scale() > 0
                        ? new Constant(false)
                        : new Compares(figure, Comparison.EQUAL, bounded(value));
        };
    }

    private static long bounded(BigDecimal value) {
        long most = TENTHS * (long) ThreatClaims.CONFIDENCE_MAX;
        return value.min(BigDecimal.valueOf(most)).max(BigDecimal.valueOf(-1)).longValue();
    }

    /** Nobody votes here: the number of votes is 0 for all. */
    private static boolean isTrueOfNone(char operator, BigDecimal value) {
        return switch (operator) {
            case '<' -> value.signum() > 0;
            case '>' -> value.signum() < 0;
            default -> value.signum() == 0;
        };
    }

    private static Term country(String name) {
        return Arrays.stream(Locale.getISOCountries())
                .filter(code ->
                        Locale.of("", code).getDisplayCountry(Locale.ENGLISH).equalsIgnoreCase(name))
                .findFirst()
                .<Term>map(code -> new Says(Label.COUNTRY, code))
                .orElse(new Constant(false));
    }

    private boolean bool(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(value, "true or false");
        };
    }

    private BigDecimal number(String value) {
        if (!value.matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw refused(value, "a number");
        }
        return new BigDecimal(value);
    }

    private long asn(String value) {
        String digits = value.toUpperCase(Locale.ROOT).replaceFirst("^ASN?", "");
        if (!digits.matches("[0-9]{1,10}")) {
            throw refused(value, "a number of an autonomous system, such as 64500");
        }
        return Long.parseLong(digits);
    }

    private Problem refused(String value, String wanted) {
        return Messages.malformed("filters: " + word + ": " + InvalidField.shown(value) + " (wanted: " + wanted + ")");
    }
}
