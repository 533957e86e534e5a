package io.threatledger.query.language;

import io.threatledger.entry.Target;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random trees that a query of the allowed size can have. */
public final class TestQueries {
    private TestQueries() {}

    /** Trees of all shapes, about the few words that {@code words} has: random records match them now and then. */
    public static Arbitrary<Expression> expressions(Arbitrary<Predicate> predicates) {
        return expressions(predicates, 3);
    }

    private static Arbitrary<Expression> expressions(Arbitrary<Predicate> predicates, int levels) {
        Arbitrary<Expression> leaves = predicates.map(predicate -> predicate);
        if (levels == 0) {
            return leaves;
        }
        Arbitrary<Expression> inner = expressions(predicates, levels - 1);
        Arbitrary<List<Expression>> several = inner.list().ofMinSize(2).ofMaxSize(3);
        return Arbitraries.oneOf(
                leaves,
                several.map(Expression.And::new),
                several.map(Expression.Or::new),
                inner.map(Expression.Not::new));
    }

    /** Predicates on every field with every operator, with texts full of what the language writes itself with. */
    static Arbitrary<Predicate> predicates() {
        return Arbitraries.of(Field.values())
                .flatMap(field -> Arbitraries.of(Operator.values())
                        .filter(field::takes)
                        .flatMap(operator -> predicates(field, operator)));
    }

    private static Arbitrary<Predicate> predicates(Field field, Operator operator) {
        boolean one = operator.isOrder() || field == Field.NOVEL;
        return values(field, operator)
                .list()
                .ofMinSize(1)
                .ofMaxSize(one ? 1 : 3)
                .map(values -> new Predicate(field, operator, values, 0));
    }

    private static Arbitrary<Value> values(Field field, Operator operator) {
        return switch (field.kind()) {
            case SHARE -> Arbitraries.integers().between(0, 100).map(n -> new Value.Amount(BigDecimal.valueOf(n, 2)));
            case PORT -> Arbitraries.integers().between(0, 65_535).map(n -> new Value.Amount(BigDecimal.valueOf(n)));
            case AGE -> ages();
            case TIME -> operator.isOrder() ? Arbitraries.oneOf(ages(), times()) : times();
            case ADDRESS, ASN, COUNTRY, TEXT, WORD ->
                operator == Operator.CONTAINS
                        ? texts().map(Value.Exactly::new)
                        : Arbitraries.oneOf(exact(field), patterns(field));
        };
    }

    private static Arbitrary<Value> exact(Field field) {
        return switch (field) {
            case IP ->
                Combinators.combine(
                                Arbitraries.of("192.0.2.77", "2001:db8:1:2::3"),
                                Arbitraries.integers().between(20, 32))
                        .as((address, prefix) ->
                                new Value.Within(Target.parse(address).withPrefix(prefix)));
            case ASN -> Arbitraries.longs().between(0, 4_294_967_295L).map(n -> new Value.Exactly("AS" + n));
            case COUNTRY, FLEET, ACTION -> Arbitraries.of(words(field)).map(Value.Exactly::new);
            default ->
                texts().filter(text -> Values.fits(field, Operator.EQUAL, new Value.Exactly(text)))
                        .map(Value.Exactly::new);
        };
    }

    private static List<String> words(Field field) {
        return field == Field.COUNTRY ? List.of("US", "RU", "CN") : List.copyOf(field.words());
    }

    private static Arbitrary<Value> patterns(Field field) {
        return Arbitraries.strings()
                .withChars("*ASUrt01:.=~><!\\-_\u00e9")
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(text -> text.contains("*") && !text.contains("**"))
                .map(text -> new Value.Like(text))
                .filter(like -> Values.fits(field, Operator.EQUAL, like))
                .map(like -> like);
    }

    private static Arbitrary<Value> ages() {
        return Arbitraries.longs().between(1, Limits.AGE_SECONDS_MAX).map(n -> new Value.Ago(n * 1_000));
    }

    private static Arbitrary<Value> times() {
        return Arbitraries.longs().between(0, Limits.TIME_MILLIS_MAX).map(Value.At::new);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("\"\\()*,:=~<>! ")
                .withChars('\u00a0', '\u0338', '\u037e', '\u2260', '\u65e5')
                .ofMinLength(1)
                .ofMaxLength(10)
                .map(text -> Normalizer.normalize(text, Normalizer.Form.NFC));
    }
}
