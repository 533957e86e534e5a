package io.threatledger.query.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Fleet;
import io.threatledger.entry.Target;
import io.threatledger.query.indicator.IndicatorId;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.RecommendedAction;
import io.threatledger.query.indicator.Sighting;
import io.threatledger.query.indicator.SightingSummary;
import io.threatledger.query.indicator.TestReports;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchesTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long HOUR = 3_600_000;
    private static final Target TARGET = Target.parse("203.0.113.45");
    private static final EntryId THREAT = new EntryId("TC-" + "A".repeat(EntryId.HASH_CHARACTERS));

    private static final IndicatorRecord RECORD = new IndicatorRecord(
            IndicatorId.of(TARGET),
            TARGET,
            true,
            new BigDecimal("0.80"),
            List.of("Tor", "tool:sliver-c2", "a*b"),
            RecommendedAction.DROP,
            14_001L,
            "The Constant Company (CHOOPA), LLC",
            "RU",
            Fleet.CORE,
            NOW - 48 * HOUR,
            NOW - HOUR,
            new SightingSummary(1, 1, 2),
            "e7d705a3286e19ea42f587b344ee6865",
            "t13d1516h2_8daaf6152771_e5627efa2ab1",
            List.of(
                    new Sighting("core-fra-1", Fleet.CORE, 22, null, null, NOW - HOUR, THREAT),
                    new Sighting("mesh-7", Fleet.MESH, 8_080, null, null, NOW - 48 * HOUR, THREAT),
                    new Sighting(null, Fleet.MESH, null, null, null, NOW - 48 * HOUR, THREAT)),
            List.of(THREAT));

    /** Of this nothing is known but that somebody reported it. */
    private static final IndicatorRecord BARE = new IndicatorRecord(
            IndicatorId.of(Target.parse("2001:db8::/32")),
            Target.parse("2001:db8::/32"),
            true,
            new BigDecimal("0.56"),
            List.of(),
            RecommendedAction.MONITOR,
            null,
            null,
            null,
            null,
            NOW,
            NOW,
            new SightingSummary(0, 0, 0),
            null,
            null,
            List.of(),
            List.of(THREAT));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip:203.0.113.4",
                "ip:!=203.0.113.45",
                "ip:203.0.112.0/24",
                "ip:203.0.113*5.",
                "ip:203.0.113.4?*",
                "ip:*.44",
                "id:thr_x",
                "asn:AS1400",
                "asn:!=14001",
                "asn:*14",
                "asn_name:choopa",
                "asn_name:CHOOPA*",
                "asn_name:~vultr",
                "country:US",
                "country:!=RU",
                "country:!=(US,RU)",
                "country:(US,CN)",
                "tag:to",
                "tag:!=tor",
                "tag:tool",
                "tag:*sliver",
                "tag:\"tool:sliver*\"",
                "tag:\"*\"",
                "fleet:mesh",
                "sensor:mesh",
                "sensor:!=mesh-7",
                "confidence:>0.8",
                "confidence:<0.8",
                "confidence:0.81",
                "confidence:!=0.8",
                "confidence:(0.1,0.2)",
                "first_seen:<48h",
                "first_seen:>48h",
                "novel:47h",
                "last_seen:>1h",
                "last_seen:<1h",
                "last_seen:>1699996400000",
                "ja3:e7d7",
                "ja4:t12*",
                "port:23",
                "port:>8080",
                "port:!=22",
                "action:monitor",
                "action:!=drop",
                "NOT country:RU",
                "country:RU country:US",
                "NOT (country:US OR tag:tor)",
            })
    void doesNotMatch(String query) {
        assertThat(new Matches(Parser.parse(query), NOW).test(RECORD)).as(query).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip:203.0.113.45",
                "ip:::ffff:203.0.113.45",
                "ip:203.0.113.0/24",
                "ip:(192.0.2.1,203.0.0.0/8)",
                "ip:203.0.113.*",
                "ip:*.45",
                "ip:~0.113.4",
                "ip:!=203.0.114.0/24",
                "id:thr_*",
                "asn:AS14001",
                "asn:14001",
                "asn:140*",
                "asn:~001",
                "asn_name:~choopa",
                "asn_name:\"the constant company (choopa), llc\"",
                "asn_name:*LLC",
                "country:ru",
                "country:(US,RU)",
                "country:!=(US,CN)",
                "country:*",
                "tag:tor",
                "tag:(x,TOR)",
                "tag:tool:sliver*",
                "tag:*sliver*",
                "tag:!=ssh",
                "tag:~SLIVER",
                "tag:\"a*b\"",
                "fleet:core",
                "fleet:!=mesh",
                "fleet:c*",
                "sensor:mesh-*",
                "sensor:core-fra-1",
                "confidence:>0.79",
                "confidence:>=0.8",
                "confidence:<=0.80",
                "confidence:<0.800001",
                "confidence:(0.1,0.8)",
                "confidence:!=(0.1,0.2)",
                "first_seen:>=48h",
                "first_seen:<49h",
                "novel:48h",
                "last_seen:<2h",
                "last_seen:>=1699996400000",
                "last_seen:1699996400000",
                "ja3:E7D705A3286E19EA42F587B344EE6865",
                "ja4:t13*",
                "port:22",
                "port:(23,8080)",
                "port:>1024",
                "port:<23",
                "port:!=443",
                "action:drop",
                "action:(drop,rate_limit)",
                "tag:tor fleet:core NOT country:US",
                "country:US OR country:RU tag:tor",
                "country:RU OR country:US tag:nothing",
                "NOT (country:US OR tag:ssh)",
                "NOT (NOT tag:tor)",
            })
    void matches(String query) {
        assertThat(new Matches(Parser.parse(query), NOW).test(RECORD)).as(query).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"country:*", "tag:*", "asn_name:~a", "port:>=0", "ja3:*", "sensor:*", "fleet:core"})
    void whatIsNotThereEqualsNothing(String query) {
        assertThat(new Matches(Parser.parse(query), NOW).test(BARE)).as(query).isFalse();
        assertThat(new Matches(Parser.parse("NOT " + query), NOW).test(BARE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "country:!=US",
                "tag:!=tor",
                "port:!=22",
                "asn:!=1",
                "ja4:!=x",
                "ip:2001:db8::/32",
                "ip:2001::/16",
                "ip:!=2001:db8::1",
                "novel:1s",
                "country:!=*"
            })
    void theOppositeHoldsForWhatIsNotThere(String query) {
        assertThat(new Matches(Parser.parse(query), NOW).test(BARE)).as(query).isTrue();
    }

    @Property
    void unequalIsNotEqualAndAListIsAnyOfIt(@ForAll("predicates") Predicate predicate, @ForAll Random random) {
        IndicatorRecord indicator = TestReports.randomRecord(TARGET, random);
        boolean any = predicate.values().stream()
                .anyMatch(
                        value -> test(new Predicate(predicate.field(), Operator.EQUAL, List.of(value), 0), indicator));
        assertThat(test(new Predicate(predicate.field(), Operator.EQUAL, predicate.values(), 0), indicator))
                .isEqualTo(any);
        assertThat(test(new Predicate(predicate.field(), Operator.NOT_EQUAL, predicate.values(), 0), indicator))
                .isEqualTo(!any);
    }

    @Property
    void notAndOrAreThoseOfLogic(
            @ForAll("expressions") Expression some, @ForAll("expressions") Expression other, @ForAll Random random) {
        IndicatorRecord indicator = TestReports.randomRecord(TARGET, random);
        boolean a = test(some, indicator);
        boolean b = test(other, indicator);
        assertThat(test(new Expression.And(List.of(some, other)), indicator)).isEqualTo(a && b);
        assertThat(test(new Expression.Or(List.of(some, other)), indicator)).isEqualTo(a || b);
        assertThat(test(new Expression.Not(some), indicator)).isEqualTo(!a);
    }

    private static boolean test(Expression query, IndicatorRecord indicator) {
        return new Matches(query, NOW).test(indicator);
    }

    @Provide
    Arbitrary<Predicate> predicates() {
        return TestQueries.predicates()
                .filter(predicate -> predicate.operator() == Operator.EQUAL && predicate.field() != Field.NOVEL);
    }

    @Provide
    Arbitrary<Expression> expressions() {
        return TestQueries.expressions(Arbitraries.of(
                        "tag:tor",
                        "country:RU",
                        "port:22",
                        "confidence:>0.8",
                        "fleet:mesh",
                        "asn:64500",
                        "action:drop",
                        "sensor:mesh-*",
                        "asn_name:~choopa")
                .map(text -> (Predicate) Parser.parse(text)));
    }
}
