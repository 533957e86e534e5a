package io.threatledger.query.catalog;

import io.threatledger.entry.Target;
import io.threatledger.query.language.Field;
import io.threatledger.query.language.Operator;
import io.threatledger.query.language.Predicate;
import io.threatledger.query.language.Value;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Predicates about values that {@link CatalogRecords} have, or just have not. */
final class CatalogPredicates {
    private static final List<String> PREFIXES =
            List.of("0.0.0.0/8", "192.0.2.0/25", "192.0.2.2/31", "192.0.0.0/8", "2001:db8::/48", "ff00::/19", "::/19");
    private static final List<String> AMOUNTS = List.of(
            "0",
            "0.000001",
            "0.289999",
            "0.29",
            "0.57",
            "0.575",
            "0.58",
            "0.8",
            "0.800001",
            "0.81",
            "0.99",
            "0.9999",
            "0.999999",
            "1");

    /** What a field takes with an operator. */
    private record Asked(Field field, Operator operator, List<Value> values) {}

    private static final List<Asked> ASKED =
            Arrays.stream(Field.values()).flatMap(CatalogPredicates::asked).toList();

    private CatalogPredicates() {}

    /** Every field with every operator and every single value. */
    static Stream<Predicate> all() {
        return ASKED.stream()
                .flatMap(asked -> asked.values().stream()
                        .map(value -> new Predicate(asked.field(), asked.operator(), List.of(value), 0)));
    }

    static Predicate random(Random random) {
        Field field = CatalogRecords.one(random, List.of(Field.values()));
        Asked asked = CatalogRecords.one(
                random, ASKED.stream().filter(one -> one.field() == field).toList());
        int max = asked.operator().isOrder() || field == Field.NOVEL ? 1 : 3;
        List<Value> some = new ArrayList<>();
        for (int i = random.nextInt(max) + 1; i > 0; i--) {
            some.add(CatalogRecords.one(random, asked.values()));
        }
        return new Predicate(field, asked.operator(), some, 0);
    }

    private static Stream<Asked> asked(Field field) {
        return Arrays.stream(Operator.values())
                .filter(field::takes)
                .map(operator -> new Asked(field, operator, values(field, operator)));
    }

    private static List<Value> values(Field field, Operator operator) {
        return Stream.of(texts(field, operator), targets(), amounts(), times())
                .flatMap(values -> values)
                .filter(value -> fits(field, operator, value))
                .distinct()
                .toList();
    }

    private static Stream<Value> texts(Field field, Operator operator) {
        if (!field.takes(Operator.CONTAINS)) {
            return Stream.of();
        }
        List<String> texts = CatalogRecords.texts(field);
        return operator == Operator.CONTAINS
                ? Stream.concat(texts.stream(), texts.stream().flatMap(CatalogPredicates::parts))
                        .map(Value.Exactly::new)
                : Stream.concat(
                        texts.stream().map(Value.Exactly::new),
                        texts.stream()
                                .flatMap(CatalogPredicates::patterns)
                                .filter(CatalogPredicates::isPattern)
                                .map(Value.Like::new));
    }

    private static Stream<String> parts(String text) {
        int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
        return Stream.of(text.substring(0, middle), text.substring(middle)).filter(part -> !part.isEmpty());
    }

    /** With a star in each place. */
    private static Stream<String> patterns(String text) {
        List<String> patterns = new ArrayList<>(List.of("*", "*" + text, text + "*", "*" + text + "*"));
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            int end = text.offsetByCodePoints(at, 1);
            patterns.add(text.substring(0, at) + "*" + text.substring(end));
            patterns.add(text.substring(0, at) + "*");
            patterns.add("*" + text.substring(end));
            patterns.add(text.substring(0, at) + "*" + text.substring(at, end) + "*");
        }
        return patterns.stream();
    }

    private static boolean isPattern(String text) {
        return !text.contains("**")
                && text.chars().noneMatch(c -> " \t,()\"".indexOf(c) >= 0)
                && Normalizer.isNormalized(text, Normalizer.Form.NFC);
    }

    private static Stream<Value> targets() {
        return Stream.concat(CatalogRecords.TARGETS.stream(), PREFIXES.stream().map(Target::parse))
                .map(Value.Within::new);
    }

    private static Stream<Value> amounts() {
        return Stream.concat(
                AMOUNTS.stream().map(text -> new Value.Amount(new BigDecimal(text))),
                CatalogRecords.PORTS.stream()
                        .flatMap(port -> Stream.of(port - 1, port, port + 1))
                        .filter(port -> port >= 0)
                        .map(port -> new Value.Amount(BigDecimal.valueOf(port))));
    }

    private static Stream<Value> times() {
        return CatalogRecords.AGES.stream().flatMap(age -> {
            long millis = (CatalogRecords.NOW_SECONDS - age) * 1_000;
            Stream<Value> at = Stream.of(-1_000, -1, 0, 1, 999).map(off -> new Value.At(millis + off));
            Stream<Value> ago = Stream.of(age - 1, age, age + 1)
                    .filter(seconds -> seconds > 0)
                    .map(seconds -> new Value.Ago(seconds * 1_000L));
            return Stream.concat(at, ago);
        });
    }

    private static boolean fits(Field field, Operator operator, Value value) {
        try {
            return new Predicate(field, operator, List.of(value), 0).values().contains(value);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
