package io.threatledger.query.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.language.Expression;
import io.threatledger.query.language.Field;
import io.threatledger.query.language.Limits;
import io.threatledger.query.language.Matches;
import io.threatledger.query.language.Operator;
import io.threatledger.query.language.Parser;
import io.threatledger.query.language.Predicate;
import io.threatledger.query.language.TestQueries;
import io.threatledger.query.language.Value;
import io.threatledger.store.CatalogFile;
import io.threatledger.store.CatalogFilter;
import io.threatledger.store.CatalogQuery;
import io.threatledger.store.CatalogTotal;
import io.threatledger.store.Probing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is asked, and however it is looked up: what is found is what {@link Matches} says of each record. */
class CompilerTest {
    /** Not at the full second: ages are counted in milliseconds, catalogs have seconds. */
    private static final List<Long> NOWS = Stream.of(0, 1, 999)
            .map(millis -> CatalogRecords.NOW_SECONDS * 1_000 + millis)
            .toList();

    /** Records there are 20 at most. */
    private static final List<Integer> LIMITS = List.of(0, 1, 2, 3, 5, 8, 13, 20, 21);

    /** As if no more than a few of the records could be asked. */
    private static final long QUESTIONS_MAX = 10;

    private static final Set<Field> TIMES = Set.of(Field.FIRST_SEEN, Field.LAST_SEEN, Field.NOVEL);

    private static final Path FOLDER = folder();
    private static final CatalogFile FILE = CatalogFile.open(FOLDER.resolve("c.db"));

    private static Path folder() {
        try {
            return Files.createTempDirectory("catalog");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterContainer
    static void close() throws IOException {
        FILE.close();
        CatalogFile.delete(FOLDER.resolve("c.db"));
        Files.delete(FOLDER);
    }

    @Property(tries = 50)
    void whatIsFoundIsWhatMatches(@ForAll Random random, @ForAll("queries") List<Expression> queries) {
        Map<Long, IndicatorRecord> records = CatalogRecords.random(random);
        store(records);
        queries.forEach(query -> check(records, query, NOWS.get(random.nextInt(NOWS.size())), LIMITS));
    }

    @Provide
    Arbitrary<List<Expression>> queries() {
        Arbitrary<Predicate> predicates = Arbitraries.randomValue(CatalogPredicates::random);
        return TestQueries.expressions(predicates).list().ofSize(10);
    }

    @Example
    void everyFieldWithEveryOperatorAndEveryValue() {
        Map<Long, IndicatorRecord> records = CatalogRecords.random(new Random(1));
        store(records);
        CatalogPredicates.all()
                .forEach(predicate -> NOWS.stream()
                        .limit(TIMES.contains(predicate.field()) ? NOWS.size() : 1)
                        .forEach(now -> check(records, predicate, now, List.of(Integer.MAX_VALUE))));
    }

    @Example
    void everyTagWithEveryCountryAndMore() {
        Map<Long, IndicatorRecord> records = CatalogRecords.random(new Random(6));
        store(records);
        List<Expression> more = Stream.of(
                        "tag:tor", "NOT tag:tor", "country:US", "confidence:>0.5", "asn_name:*a*", "port:22")
                .map(Parser::parse)
                .toList();
        for (Predicate tag : equal(Field.TAG)) {
            for (Predicate country : equal(Field.COUNTRY)) {
                check(records, new Expression.And(List.of(tag, country)), NOWS.getFirst(), List.of(2, 21));
                more.forEach(also ->
                        check(records, new Expression.And(List.of(country, also, tag)), NOWS.getFirst(), List.of(21)));
            }
        }
    }

    private static List<Predicate> equal(Field field) {
        return CatalogPredicates.all()
                .filter(predicate -> predicate.field() == field && predicate.operator() == Operator.EQUAL)
                .filter(predicate -> predicate.values().stream().allMatch(Value.Exactly.class::isInstance))
                .toList();
    }

    @Example
    void withoutAQueryItIsWhatIsListed() {
        Map<Long, IndicatorRecord> records = CatalogRecords.random(new Random(4));
        store(records);
        List<Long> listed = records.entrySet().stream()
                .filter(record -> record.getValue().isListed())
                .map(Map.Entry::getKey)
                .toList();
        assertThat(records).hasSizeGreaterThan(listed.size());
        FILE.snapshot(session -> {
            assertThat(CatalogQuery.find(session, null, 100)).isEqualTo(listed);
            assertThat(CatalogQuery.find(session, null, 3)).isEqualTo(listed.subList(0, 3));
            assertThat(CatalogQuery.total(session, null)).isEqualTo(new CatalogTotal(listed.size(), true));
            return 0;
        });
    }

    @Example
    void theLargestQueriesAreAnswered() {
        Map<Long, IndicatorRecord> records = CatalogRecords.random(new Random(5));
        store(records);
        int deep = Limits.NESTING_LEVELS_MAX;
        List<String> large = List.of(
                repeated("tag:~t", " AND ", Limits.PREDICATES_MAX),
                repeated("tag:tor", " OR ", Limits.PREDICATES_MAX),
                repeated("NOT asn_name:a*", " ", Limits.PREDICATES_MAX),
                "NOT (".repeat(deep) + "tag:tor port:22" + ")".repeat(deep),
                "tag:~t OR (country:US ".repeat(20) + "tag:tor" + ")".repeat(20),
                "port:22 (tag:tor OR ".repeat(20) + "country:US" + ")".repeat(20),
                "asn:(" + list(Limits.VALUES_MAX, Integer::toString) + ")",
                "port:!=(" + list(Limits.VALUES_MAX, Integer::toString) + ")",
                "tag:(" + list(Limits.VALUES_MAX, i -> Integer.toString(i % 36, 36) + "*") + ")",
                "tag:(" + list(Limits.VALUES_MAX, i -> (char) (i + 0x4e00) + "*") + ")",
                "tag:(" + list(Limits.VALUES_MAX - 1, i -> (char) (i + 0x4e00) + "*") + ",T*)",
                "ip:(" + list(Limits.VALUES_MAX - 1, i -> "1.1.1." + i % 10) + ",192.0.2.1)",
                "asn:(" + list(40, i -> "AS" + i + "*") + ")");
        large.forEach(query -> check(records, Parser.parse(query), NOWS.getFirst(), LIMITS));
    }

    private static String list(int count, IntFunction<String> value) {
        return IntStream.range(0, count).mapToObj(value).collect(Collectors.joining(","));
    }

    private static String repeated(String predicate, String between, int times) {
        return IntStream.range(0, times).mapToObj(i -> predicate).collect(Collectors.joining(between));
    }

    private static void store(Map<Long, IndicatorRecord> records) {
        FILE.write(session -> {
            CatalogRecords.store(session, records);
            return 0;
        });
    }

    private static void check(Map<Long, IndicatorRecord> records, Expression query, long now, List<Integer> limits) {
        Matches matches = new Matches(query, now);
        List<Long> wanted = records.entrySet().stream()
                .filter(record -> record.getValue().isListed() && matches.test(record.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        CatalogFilter filter = Compiler.compile(query, now);
        FILE.snapshot(session -> {
            for (Probing probing : Probing.ALL) {
                assertThat(probing.count(session, filter))
                        .as("%s %s", query, probing)
                        .isEqualTo(wanted.size());
                CatalogTotal total = probing.total(session, filter, QUESTIONS_MAX);
                assertThat(total.records())
                        .as("%s %s", query, probing)
                        .isBetween(total.isAll() ? wanted.size() : 0L, (long) wanted.size());
                for (int limit : limits) {
                    assertThat(probing.find(session, filter, limit))
                            .as("%s %s %s", query, probing, limit)
                            .isEqualTo(wanted.subList(0, Math.min(limit, wanted.size())));
                }
            }
            return 0;
        });
    }
}
