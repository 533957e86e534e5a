package io.threatledger.query.indicator;

import static io.threatledger.query.indicator.TestReports.TARGET;
import static io.threatledger.query.indicator.TestReports.iat;
import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.merkle.TreeSize;
import io.threatledger.query.Moment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class RecordFoldPropertiesTest {
    private static final RecordFold FOLD = new RecordFold(SourceWeights.DEFAULT);

    @Property
    void aViewIsTheLedgerAsItWasThen(@ForAll Random random) {
        TestReports reports = TestReports.random(TARGET, random);
        long now = now(reports, random);
        for (long size = 0; size <= reports.size(); size++) {
            Window view = Window.all(new Moment(new TreeSize(size), now));
            assertThat(FOLD.fold(TARGET, reports.all(), view))
                    .isEqualTo(FOLD.fold(TARGET, reports.asItWasAt(size), Window.all(Moment.newest(now))));
        }
    }

    @Property
    void aWindowIsTheLedgerWithoutWhatIsOlder(@ForAll Random random) {
        TestReports reports = TestReports.random(TARGET, random);
        long now = now(reports, random);
        for (long first = 0; first <= reports.size(); first++) {
            long start = iat(first);
            List<Report> younger = reports.all().stream()
                    .filter(report -> report.interval().issuedAtSeconds() >= start)
                    .toList();
            assertThat(FOLD.fold(TARGET, reports.all(), new Window(Moment.newest(now), start)))
                    .isEqualTo(FOLD.fold(TARGET, younger, Window.all(Moment.newest(now))));
        }
    }

    @Property
    void theOrderInWhichReportsAreHandedOverDoesNotMatter(@ForAll Random random) {
        TestReports reports = TestReports.random(TARGET, random);
        Window window = Window.all(Moment.newest(now(reports, random)));
        List<Report> shuffled = new ArrayList<>(reports.all());
        Collections.shuffle(shuffled, random);
        assertThat(FOLD.fold(TARGET, shuffled, window)).isEqualTo(FOLD.fold(TARGET, reports.all(), window));
    }

    @Property
    void whatEveryoneSeesDoesNotDependOnWhatIsHidden(@ForAll Random random) {
        TestReports reports = TestReports.random(TARGET, random);
        Window window = Window.all(Moment.newest(now(reports, random)));
        List<Report> otherwise = reports.all().stream()
                .map(report -> new Report(
                        report.interval(), report.id(), report.claims().withRestricted(TestReports.restricted(random))))
                .toList();
        assertThat(FOLD.fold(TARGET, otherwise, window).map(RecordFoldPropertiesTest::open))
                .isEqualTo(FOLD.fold(TARGET, reports.all(), window).map(RecordFoldPropertiesTest::open));
    }

    @Property
    void onlyWhatIsListedHasConfidenceTagsAndAnAdvice(@ForAll Random random) {
        TestReports reports = TestReports.random(TARGET, random);
        FOLD.fold(TARGET, reports.all(), Window.all(Moment.newest(now(reports, random))))
                .ifPresent(indicator -> {
                    assertThat(indicator.confidence()).isBetween(Confidence.NONE, new BigDecimal("0.99"));
                    assertThat(indicator.confidence().scale()).isEqualTo(2);
                    assertThat(indicator.firstSeenMillis()).isLessThanOrEqualTo(indicator.lastSeenMillis());
                    if (!indicator.isListed()) {
                        assertThat(indicator.confidence()).isZero();
                        assertThat(indicator.tags()).isEmpty();
                        assertThat(indicator.action()).isEqualTo(RecommendedAction.MONITOR);
                    }
                });
    }

    @Property
    void aRecordStaysAsItIsUntilTheTimeItNames(@ForAll Random random) {
        TestReports reports = TestReports.random(TARGET, random);
        long now = now(reports, random);
        Span span =
                new Span(Duration.ZERO, random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofMinutes(25)));
        FOLD.lasting(TARGET, reports.all(), at(span, now)).ifPresent(lasting -> {
            long until = Math.min(lasting.untilSeconds(), now + 3_000);
            for (long then = now; then < until; then++) {
                assertThat(FOLD.fold(TARGET, reports.all(), at(span, then))).contains(lasting.indicator());
            }
            assertThat(lasting.untilSeconds() == Long.MAX_VALUE || isTurn(reports, span, lasting.untilSeconds()))
                    .as("something happens at %d", lasting.untilSeconds())
                    .isTrue();
            assertThat(lasting.indicator().threats())
                    .startsWith(TestReports.id(lasting.newest().value()));
        });
    }

    private static Window at(Span span, long now) {
        return span.at(Moment.newest(now));
    }

    /** Whether an entry expires or leaves the window in just that second. */
    private static boolean isTurn(TestReports reports, Span span, long second) {
        return reports.all().stream()
                .map(Report::interval)
                .anyMatch(row -> row.isExpiredAt(second) != row.isExpiredAt(second - 1)
                        || at(span, second).sees(row) != at(span, second - 1).sees(row));
    }

    /** Its public members but the number of sensors. */
    private static List<@Nullable Object> open(IndicatorRecord indicator) {
        return Arrays.asList(
                indicator.isListed(),
                indicator.confidence(),
                indicator.tags(),
                indicator.action(),
                indicator.asn(),
                indicator.asnName(),
                indicator.country(),
                indicator.fleet(),
                indicator.firstSeenMillis(),
                indicator.lastSeenMillis(),
                indicator.summary().coreSightings(),
                indicator.summary().meshSightings(),
                indicator.threats());
    }

    private static long now(TestReports reports, Random random) {
        return iat(reports.size()) + random.nextInt(1_200);
    }
}
