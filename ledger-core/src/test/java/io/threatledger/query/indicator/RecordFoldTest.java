package io.threatledger.query.indicator;

import static io.threatledger.query.indicator.TestReports.TARGET;
import static io.threatledger.query.indicator.TestReports.iat;
import static io.threatledger.query.indicator.TestReports.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.threatledger.entry.Fleet;
import io.threatledger.entry.RestrictedClaims;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import io.threatledger.entry.ThreatClaimsBuilder;
import io.threatledger.merkle.TreeSize;
import io.threatledger.query.Moment;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RecordFoldTest {
    private static final RecordFold FOLD = new RecordFold(SourceWeights.DEFAULT);

    private final TestReports reports = new TestReports();

    @Test
    void nothingIsSaidOfATargetWithoutAnEntryInTheWindow() {
        assertThat(FOLD.fold(TARGET, List.of(), Window.all(Moment.newest(iat(0)))))
                .isEmpty();
        add("acme", "manual");
        assertThat(asOf(0)).isEmpty();
        assertThat(FOLD.fold(TARGET, reports.all(), new Window(Moment.newest(iat(9)), iat(0) + 1)))
                .isEmpty();
        assertThat(FOLD.fold(TARGET, reports.all(), new Window(Moment.newest(iat(9)), iat(0))))
                .isPresent();
        assertThat(FOLD.fold(TARGET, reports.all(), Window.last(900, Moment.newest(iat(9)))))
                .isPresent();
        assertThat(FOLD.fold(TARGET, reports.all(), Window.last(899, Moment.newest(iat(9)))))
                .isEmpty();
    }

    @Test
    void reportsOfAnotherTargetAreRefused() {
        add("acme", "manual");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FOLD.fold(Target.parse("203.0.113.0/24"), reports.all(), Window.all(Moment.newest(iat(1)))));
    }

    @Test
    void aReportWithoutAConfidenceCountsAsEightyPercent() {
        add("acme", "manual");
        assertThat(confidence()).isEqualTo("0.56");
    }

    @Test
    void theSourceHasItsWeight() {
        add("acme", "fail2ban", claims -> claims.confidence(100));
        assertThat(confidence()).isEqualTo("0.85");
        assertThat(new RecordFold(SourceWeights.DEFAULT)
                        .fold(TARGET, reports.all(), Window.all(Moment.newest(iat(1))))
                        .orElseThrow()
                        .confidence())
                .isEqualByComparingTo("0.85");
    }

    @Test
    void independentSourcesLeaveLessDoubt() {
        add("acme", "abuseipdb", claims -> claims.confidence(100));
        add("acme", "manual", claims -> claims.confidence(50));
        assertThat(confidence()).isEqualTo("0.87");
    }

    @Test
    void twoOwnersWithTheSameSourceAreTwoVoices() {
        add("acme", "manual");
        add("globex", "manual");
        assertThat(confidence()).isEqualTo("0.81");
    }

    @Test
    void aRenewalIsTheSameVoiceWithItsLatestWord() {
        add("acme", "manual", claims -> claims.confidence(100));
        add("acme", "manual", claims -> claims.confidence(10));
        assertThat(confidence()).isEqualTo("0.07");
    }

    @Test
    void confidenceIsNeverMoreThanNinetyNineHundredths() {
        for (String owner : List.of("a", "b", "c", "d")) {
            add(owner, "Spamhaus DROP", claims -> claims.confidence(100));
        }
        assertThat(confidence()).isEqualTo("0.99");
    }

    @Test
    void confidenceIsRoundedToTwoDecimalsHalfUp() {
        add("acme", "manual", claims -> claims.confidence(15));
        assertThat(confidence()).isEqualTo("0.11");
    }

    @Test
    void aReportOfNoConfidenceIsListedAllTheSame() {
        add("acme", "manual", claims -> claims.confidence(0));
        assertThat(now().confidence()).hasToString("0.00");
        assertThat(now().isListed()).isTrue();
        assertThat(now().action()).isEqualTo(RecommendedAction.DROP);
    }

    @Test
    void theStrongestActionOfTheActiveIsRecommended() {
        add("a", "manual", claims -> claims.action(ThreatAction.ALERT));
        assertThat(now().action()).isEqualTo(RecommendedAction.MONITOR);
        add("b", "manual", claims -> claims.action(ThreatAction.MONITOR));
        assertThat(now().action()).isEqualTo(RecommendedAction.MONITOR);
        add("c", "manual", claims -> claims.action(ThreatAction.RATE_LIMIT));
        assertThat(now().action()).isEqualTo(RecommendedAction.RATE_LIMIT);
        long block = add("d", "manual", claims -> claims.action(ThreatAction.BLOCK));
        assertThat(now().action()).isEqualTo(RecommendedAction.DROP);
        reports.revoke(block);
        assertThat(now().action()).isEqualTo(RecommendedAction.RATE_LIMIT);
    }

    @Test
    void aRevokedReportIsSeenAndNotBelieved() {
        long only = add("acme", "manual", claims -> claims.tags(List.of("tor")).country("US"));
        reports.revoke(only);
        IndicatorRecord after = now();
        assertThat(after.isListed()).isFalse();
        assertThat(after.confidence()).hasToString("0.00");
        assertThat(after.action()).isEqualTo(RecommendedAction.MONITOR);
        assertThat(after.tags()).isEmpty();
        assertThat(after.country()).isNull();
        assertThat(after.threats()).containsExactly(id(only));
        assertThat(asOf(1).orElseThrow().isListed()).isTrue();
        assertThat(asOf(1).orElseThrow().country()).isEqualTo("US");
    }

    @Test
    void anExpiredReportIsSeenAndNotBelieved() {
        add(
                "acme",
                "manual",
                claims -> claims.ttlSeconds(60L).tags(List.of("tor")).country("US"));
        assertThat(at(iat(0) + 59).isListed()).isTrue();
        IndicatorRecord after = at(iat(0) + 60);
        assertThat(after.isListed()).isFalse();
        assertThat(after.tags()).isEmpty();
        assertThat(after.confidence()).hasToString("0.00");
        assertThat(after.country()).as("a fact does not expire").isEqualTo("US");
    }

    @Test
    void aRevokedOrExpiredSupersederBringsNothingBack() {
        add("acme", "manual", claims -> claims.tags(List.of("first")));
        long second =
                add("acme", "manual", claims -> claims.tags(List.of("second")).ttlSeconds(1_000L));
        assertThat(now().tags()).containsExactly("second");
        assertThat(at(iat(second) + 1_000).isListed()).isFalse();
        reports.revoke(second);
        assertThat(now().isListed()).isFalse();
        assertThat(now().tags()).isEmpty();
    }

    @Test
    void revokedComesBeforeSupersededAndExpired() {
        long first = add("acme", "manual", claims -> claims.country("US").ttlSeconds(10_000L));
        add("acme", "manual");
        assertThat(now().country()).as("superseded").isEqualTo("US");
        reports.revoke(first);
        assertThat(now().country()).as("superseded and revoked").isNull();
        assertThat(at(iat(999)).country()).as("expired as well").isNull();
        assertThat(now().isListed()).isTrue();
    }

    @Test
    void whatEndedAfterTheViewHasNotEndedInIt() {
        long first = add("acme", "manual", claims -> claims.confidence(100).tags(List.of("first")));
        add("acme", "manual", claims -> claims.confidence(10).tags(List.of("second")));
        reports.revoke(first);
        assertThat(asOf(1).orElseThrow().tags()).containsExactly("first");
        assertThat(asOf(1).orElseThrow().confidence()).hasToString("0.70");
        assertThat(asOf(2).orElseThrow().tags()).containsExactly("second");
    }

    @Test
    void whatIsOlderThanTheWindowSaysNothingThoughItIsActive() {
        add(
                "acme",
                "manual",
                claims -> claims.tags(List.of("old")).country("US").fleet(Fleet.CORE));
        add("globex", "manual", claims -> claims.tags(List.of("new")).confidence(100));
        IndicatorRecord recent = FOLD.fold(TARGET, reports.all(), new Window(Moment.newest(iat(2)), iat(1)))
                .orElseThrow();
        assertThat(recent.tags()).containsExactly("new");
        assertThat(recent.confidence()).hasToString("0.70");
        assertThat(recent.country()).isNull();
        assertThat(recent.summary()).isEqualTo(new SightingSummary(0, 0, 0));
        assertThat(recent.firstSeenMillis()).isEqualTo(iat(1) * 1_000);
        assertThat(recent.threats()).containsExactly(id(1));
    }

    @Test
    void aRevocationInTheWindowOfAReportBeforeItLeavesNothing() {
        long old = add("acme", "manual");
        reports.revoke(old);
        assertThat(FOLD.fold(TARGET, reports.all(), new Window(Moment.newest(iat(2)), iat(1))))
                .isEmpty();
    }

    @Test
    void aRenewalInTheWindowOfAReportBeforeItStandsForItself() {
        add("acme", "manual", claims -> claims.tags(List.of("old")));
        add("acme", "manual", claims -> claims.tags(List.of("new")));
        IndicatorRecord recent = FOLD.fold(TARGET, reports.all(), new Window(Moment.newest(iat(2)), iat(1)))
                .orElseThrow();
        assertThat(recent.tags()).containsExactly("new");
        assertThat(recent.firstSeenMillis()).isEqualTo(iat(1) * 1_000);
    }

    @Test
    void tagsAreThoseOfAllActiveReportsOnceAndInOrder() {
        add("a", "manual", claims -> claims.tags(List.of("tor", "ssh")));
        add("b", "manual", claims -> claims.tags(List.of("Tor", "ssh", "\ud83d\udc17", "\uff21")));
        assertThat(now().tags()).containsExactly("Tor", "ssh", "tor", "\uff21", "\ud83d\udc17");
    }

    @Test
    void factsComeFromTheLatestReportThatGivesThem() {
        add(
                "a",
                "manual",
                claims -> claims.asn(64_500L).asnName("Old").country("US").fleet(Fleet.CORE));
        add("b", "manual", claims -> claims.asn(64_501L).asnName("New"));
        add("c", "manual", claims -> claims.asn(64_501L));
        add("d", "manual");
        assertThat(now().asn()).isEqualTo(64_501L);
        assertThat(now().asnName()).isEqualTo("New");
        assertThat(now().country()).isEqualTo("US");
        assertThat(now().fleet()).isEqualTo(Fleet.CORE);
    }

    @Test
    void aNameOfAnotherAutonomousSystemIsNotGiven() {
        add("a", "manual", claims -> claims.asn(64_500L).asnName("Old"));
        add("b", "manual", claims -> claims.asn(64_501L));
        assertThat(now().asn()).isEqualTo(64_501L);
        assertThat(now().asnName()).isNull();
    }

    @Test
    void fingerprintsAreTheLatestSeen() {
        add("a", "manual", claims -> claims.restricted(new RestrictedClaims("s", 22, "ja3-old", "ja4-old", null)));
        long taken =
                add("b", "manual", claims -> claims.restricted(new RestrictedClaims(null, null, "ja3-b", null, null)));
        add("c", "manual");
        assertThat(now().ja3()).isEqualTo("ja3-b");
        assertThat(now().ja4()).isEqualTo("ja4-old");
        reports.revoke(taken);
        assertThat(now().ja3()).isEqualTo("ja3-old");
    }

    @Test
    void sightingsAreEntriesByFleetAndDistinctSensors() {
        add("a", "manual", claims -> claims.fleet(Fleet.CORE).restricted(sensor("core-1")));
        add("a", "manual", claims -> claims.fleet(Fleet.CORE).restricted(sensor("core-1")));
        long taken = add("b", "manual", claims -> claims.fleet(Fleet.MESH).restricted(sensor("mesh-1")));
        add("c", "fail2ban");
        reports.revoke(taken);
        assertThat(now().summary()).isEqualTo(new SightingSummary(2, 1, 2));
        assertThat(now().sightings()).extracting(Sighting::threat).containsExactly(id(2), id(1), id(0));
        assertThat(now().sightings().getFirst())
                .isEqualTo(new Sighting("mesh-1", Fleet.MESH, null, null, null, iat(2) * 1_000, id(2)));
    }

    @Test
    void firstAndLastSeenAreTheEndsOfTheWindowAndThreatsAreAllBetweenThem() {
        add("a", "manual");
        add("a", "manual");
        reports.revoke(0);
        add("b", "manual");
        assertThat(now().firstSeenMillis()).isEqualTo(iat(0) * 1_000);
        assertThat(now().lastSeenMillis()).isEqualTo(iat(3) * 1_000);
        assertThat(now().threats()).containsExactly(id(3), id(1), id(0));
        assertThat(asOf(2).orElseThrow().lastSeenMillis()).isEqualTo(iat(1) * 1_000);
    }

    @Test
    void theRecordHasTheIdOfItsTarget() {
        add("a", "manual");
        assertThat(now().id()).isEqualTo(IndicatorId.of(TARGET));
        assertThat(now().target()).isEqualTo(TARGET);
    }

    private long add(String owner, String source) {
        return add(owner, source, claims -> claims);
    }

    private long add(String owner, String source, UnaryOperator<ThreatClaimsBuilder> claims) {
        return reports.add(owner, builder -> claims.apply(builder.source(source)));
    }

    private static RestrictedClaims sensor(String name) {
        return new RestrictedClaims(name, null, null, null, null);
    }

    private String confidence() {
        return now().confidence().toString();
    }

    private IndicatorRecord now() {
        return at(iat(reports.size()));
    }

    private IndicatorRecord at(long nowSeconds) {
        return FOLD.fold(TARGET, reports.all(), Window.all(Moment.newest(nowSeconds)))
                .orElseThrow();
    }

    private Optional<IndicatorRecord> asOf(long size) {
        return FOLD.fold(TARGET, reports.all(), Window.all(new Moment(new TreeSize(size), iat(reports.size()))));
    }
}
