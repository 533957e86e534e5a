package io.threatledger.query.language;

import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.Sighting;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a query means, for one record as it is before anything is withheld from it.
 *
 * <p>A field with several values (tags, sensors, ports) equals a value when one of them does. A field without one equals
 * nothing, is like nothing and is neither more nor less; so {@code !=}, the opposite of equal, holds for it. Texts are
 * compared without regard to the case of A-Z. A network as the value of {@code ip} stands for everything inside it.
 */
public final class Matches implements java.util.function.Predicate<IndicatorRecord> {
    private final Expression query;
    private final long nowMillis;

    /** @param nowMillis what ages are counted back from, milliseconds since the epoch */
    public Matches(Expression query, long nowMillis) {
        this.query = query;
        this.nowMillis = nowMillis;
    }

    @Override
    public boolean test(IndicatorRecord indicator) {
        return matches(query, indicator);
    }

    private boolean matches(Expression expression, IndicatorRecord indicator) {
        return switch (expression) {
            case Expression.And and -> and.terms().stream().allMatch(term -> matches(term, indicator));
            case Expression.Or or -> or.terms().stream().anyMatch(term -> matches(term, indicator));
            case Expression.Not not -> !matches(not.term(), indicator);
            case Predicate predicate -> holds(predicate, indicator);
        };
    }

    private boolean holds(Predicate predicate, IndicatorRecord indicator) {
        boolean opposite = predicate.operator() == Operator.NOT_EQUAL;
        Operator operator = opposite ? Operator.EQUAL : predicate.operator();
        boolean any =
                predicate.values().stream().anyMatch(value -> holds(predicate.field(), operator, value, indicator));
        return any != opposite;
    }

    private boolean holds(Field field, Operator operator, Value value, IndicatorRecord indicator) {
        return switch (value) {
            case Value.Within within -> within.target().covers(indicator.target());
            case Value.Like like -> texts(field, indicator).anyMatch(text -> Wildcards.like(text, like.pattern()));
            case Value.Exactly exactly ->
                operator == Operator.CONTAINS
                        ? texts(field, indicator).anyMatch(text -> Wildcards.contains(text, exactly.text()))
                        : texts(field, indicator).anyMatch(text -> Wildcards.equal(text, exactly.text()));
            case Value.Amount amount ->
                numbers(field, indicator).anyMatch(number -> operator.holds(number.compareTo(amount.number())));
            case Value.At at -> operator.holds(Long.compare(millis(field, indicator), at.millis()));
            case Value.Ago ago -> age(field, operator, ago.millis(), nowMillis - millis(field, indicator));
        };
    }

    /** {@code novel} is within the last so much, that moment included. */
    private static boolean age(Field field, Operator operator, long asked, long age) {
        return field == Field.NOVEL ? age <= asked : operator.holds(Long.compare(age, asked));
    }

    private static long millis(Field field, IndicatorRecord indicator) {
        return field == Field.LAST_SEEN ? indicator.lastSeenMillis() : indicator.firstSeenMillis();
    }

    private static Stream<BigDecimal> numbers(Field field, IndicatorRecord indicator) {
        return field == Field.CONFIDENCE
                ? Stream.of(indicator.confidence())
                : indicator.sightings().stream()
                        .map(Sighting::port)
                        .filter(Objects::nonNull)
                        .map(BigDecimal::valueOf);
    }

    private static Stream<String> texts(Field field, IndicatorRecord indicator) {
        return switch (field) {
            case IP -> Stream.of(indicator.target().text());
            case ID -> Stream.of(indicator.id().value());
            case ASN -> one(indicator.asn() == null ? null : "AS" + indicator.asn());
            case ASN_NAME -> one(indicator.asnName());
            case COUNTRY -> one(indicator.country());
            case TAG -> indicator.tags().stream();
            case FLEET ->
                one(indicator.fleet() == null ? null : indicator.fleet().word());
            case SENSOR -> indicator.sightings().stream().map(Sighting::sensor).filter(Objects::nonNull);
            case JA3 -> one(indicator.ja3());
            case JA4 -> one(indicator.ja4());
            case ACTION -> Stream.of(indicator.action().word());
            case CONFIDENCE, FIRST_SEEN, LAST_SEEN, NOVEL, PORT ->
                throw new IllegalArgumentException(field.word() + " is not a text");
        };
    }

    private static Stream<String> one(@Nullable String text) {
        return Stream.ofNullable(text);
    }
}
