package io.threatledger.query.language;

import io.threatledger.entry.InvalidField;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatClaims;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each field takes for a value, in its one canonical form. */
final class Values {
    private static final Pattern SHARE = Pattern.compile("(0|1)(\\.\\d{1," + Limits.CONFIDENCE_DECIMALS_MAX + "})?");
    private static final Pattern WHOLE = Pattern.compile("0|[1-9]\\d{0,14}");
    private static final Pattern AGE = Pattern.compile("([1-9]\\d{0,9})([smhdw])");
    private static final Pattern ASN = Pattern.compile("(?:[Aa][Ss])?(\\d{1,10})");
    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");
    private static final Pattern DIGIT_FIRST = Pattern.compile("\\d");
    private static final Pattern STARS = Pattern.compile("\\*{2,}");

    private Values() {}

    /** A value as it was written, without its quotes. */
    record Raw(String text, int position, boolean isQuoted) {
        InvalidQuery refused(Field field, String wanted) {
            return new InvalidQuery(position, field.word() + ": " + InvalidField.shown(text), wanted);
        }
    }

    static Value read(Field field, Operator operator, Raw raw) {
        if (field.kind().isText()) {
            return text(field, operator, raw);
        }
        return switch (field.kind()) {
            case SHARE ->
                amount(raw.text(), SHARE, BigDecimal.ONE)
                        .orElseThrow(() -> raw.refused(field, "a number from 0 to 1, such as 0.8"));
            case PORT ->
                amount(raw.text(), WHOLE, BigDecimal.valueOf(Limits.PORT_MAX))
                        .orElseThrow(() -> raw.refused(field, "a whole number from 0 to " + Limits.PORT_MAX));
            case TIME -> time(field, operator, raw);
            default -> age(raw.text()).orElseThrow(() -> raw.refused(field, "an age, such as 90s, 15m, 24h, 7d, 2w"));
        };
    }

    /** Whether the field takes this value with this operator. */
    static boolean fits(Field field, Operator operator, Value value) {
        boolean equality = !operator.isOrder() && operator != Operator.CONTAINS;
        return switch (value) {
            case Value.Exactly text ->
                field.kind().isText()
                        && (operator == Operator.CONTAINS
                                || canonical(field, text.text()).equals(Optional.of(text.text())));
            case Value.Like like ->
                field.kind().isText()
                        && equality
                        && pattern(field, like.pattern()).equals(like.pattern());
            case Value.Within network -> field.kind() == Field.Kind.ADDRESS && equality;
            case Value.Amount amount ->
                switch (field.kind()) {
                    case SHARE ->
                        amount(amount.number().toPlainString(), SHARE, BigDecimal.ONE)
                                .isPresent();
                    case PORT ->
                        amount(amount.number().toPlainString(), WHOLE, BigDecimal.valueOf(Limits.PORT_MAX))
                                .isPresent();
                    default -> false;
                };
            case Value.At at ->
                field.kind() == Field.Kind.TIME && at.millis() >= 0 && at.millis() <= Limits.TIME_MILLIS_MAX;
            case Value.Ago ago ->
                (field.kind() == Field.Kind.AGE || (field.kind() == Field.Kind.TIME && operator.isOrder()))
                        && ago.millis() / 1_000 <= Limits.AGE_SECONDS_MAX;
        };
    }

    private static Value text(Field field, Operator operator, Raw raw) {
        String text = Normalizer.normalize(raw.text(), Normalizer.Form.NFC);
        if (operator == Operator.CONTAINS) {
            return new Value.Exactly(text);
        }
        if (!raw.isQuoted() && text.indexOf('*') >= 0) {
            return new Value.Like(pattern(field, text));
        }
        if (field.kind() == Field.Kind.ADDRESS) {
            return new Value.Within(address(field, raw));
        }
        return new Value.Exactly(canonical(field, text).orElseThrow(() -> raw.refused(field, field.wanted())));
    }

    private static Target address(Field field, Raw raw) {
        try {
            return Target.parse(raw.text());
        } catch (InvalidField e) {
            throw raw.refused(field, "an address, a network such as 203.0.113.0/24, or a text with *");
        }
    }

    private static Optional<String> canonical(Field field, String text) {
        return switch (field.kind()) {
            case ASN -> asn(text);
            case COUNTRY -> COUNTRY.matcher(text).matches() ? Optional.of(Characters.upper(text)) : Optional.empty();
            case WORD -> Optional.of(Characters.lower(text)).filter(field.words()::contains);
            case TEXT -> Optional.of(field == Field.ID ? Characters.lower(text) : text);
            default -> Optional.empty();
        };
    }

    private static Optional<String> asn(String text) {
        Matcher asn = ASN.matcher(text);
        return asn.matches() && Long.parseLong(asn.group(1)) <= ThreatClaims.ASN_MAX
                ? Optional.of("AS" + Long.parseLong(asn.group(1)))
                : Optional.empty();
    }

    private static String pattern(Field field, String text) {
        String pattern = STARS.matcher(text).replaceAll("*");
        return switch (field.kind()) {
            case ASN -> (DIGIT_FIRST.matcher(pattern).lookingAt() ? "AS" : "") + Characters.upper(pattern);
            case COUNTRY -> Characters.upper(pattern);
            case WORD, ADDRESS -> Characters.lower(pattern);
            default -> field == Field.ID ? Characters.lower(pattern) : pattern;
        };
    }

    private static Optional<Value> amount(String text, Pattern shape, BigDecimal max) {
        return shape.matcher(text).matches() && new BigDecimal(text).compareTo(max) <= 0
                ? Optional.of(new Value.Amount(new BigDecimal(text)))
                : Optional.empty();
    }

    private static Value time(Field field, Operator operator, Raw raw) {
        Optional<Value> age = age(raw.text());
        if (age.isPresent() && !operator.isOrder()) {
            throw raw.refused(field, "< <= > >= before an age, or milliseconds since the epoch");
        }
        return age.orElseGet(() -> {
            if (!WHOLE.matcher(raw.text()).matches() || Long.parseLong(raw.text()) > Limits.TIME_MILLIS_MAX) {
                throw raw.refused(field, "milliseconds since the epoch, or an age such as 24h or 7d");
            }
            return new Value.At(Long.parseLong(raw.text()));
        });
    }

    private static Optional<Value> age(String text) {
        Matcher age = AGE.matcher(text);
        if (!age.matches()) {
            return Optional.empty();
        }
        long seconds = Long.parseLong(age.group(1)) * Ages.seconds(age.group(2).charAt(0));
        return seconds <= Limits.AGE_SECONDS_MAX ? Optional.of(new Value.Ago(seconds * 1_000)) : Optional.empty();
    }
}
