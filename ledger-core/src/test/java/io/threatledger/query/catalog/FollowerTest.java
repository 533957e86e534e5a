package io.threatledger.query.catalog;

import static io.threatledger.log.TestLedger.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.entry.RestrictedClaims;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.log.Change;
import io.threatledger.log.TestLedger;
import io.threatledger.query.Publications;
import io.threatledger.query.indicator.IndicatorId;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.SourceWeights;
import io.threatledger.query.indicator.Span;
import io.threatledger.store.CatalogCursor;
import io.threatledger.store.CatalogRow;
import io.threatledger.store.CatalogTotal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalog's turns, and what readers get between them. */
class FollowerTest {
    private static final Target TARGET = Target.parse("203.0.113.45");
    private static final IndicatorId ID = IndicatorId.of(TARGET);
    private static final Span WEEK = new Span(Duration.ZERO, Optional.of(Duration.ofDays(7)));

    @TempDir
    Path folder;

    private TestLedger ledger;
    private Publications publications;
    private final List<TestCatalog> catalogs = new ArrayList<>();

    @BeforeEach
    void open() {
        ledger = new TestLedger(folder);
        publications = new Publications(ledger);
    }

    @AfterEach
    void close() {
        catalogs.forEach(TestCatalog::close);
        ledger.close();
    }

    private TestCatalog catalog(Span span) {
        TestCatalog catalog = new TestCatalog(ledger, publications, folder, span);
        catalogs.add(catalog);
        return catalog;
    }

    private Instant publish(Change... changes) {
        ledger.append(changes);
        publications.publish();
        return ledger.clock().instant();
    }

    private static Change lasting(String target, long seconds) {
        ThreatClaims claims =
                ThreatClaims.of(Target.parse(target)).ttlSeconds(seconds).build();
        return new Change.AddThreat("acme", claims, false);
    }

    @Test
    void nothingIsFoundBeforeTheCatalogIsMade() {
        TestCatalog catalog = catalog(TestCatalog.ALL);
        publish(add("203.0.113.45"), add("203.0.113.46"), add("203.0.113.47"));
        assertThatThrownBy(() -> catalog.catalog().search(null, 10))
                .isInstanceOf(NotReady.class)
                .hasMessageContaining("0 of 3");
        assertThat(catalog.catalog().lag()).isEqualTo(3);
        assertThat(catalog.turn()).isTrue();
        assertThatThrownBy(() -> catalog.catalog().search(null, 1)).hasMessageContaining("2 of 3");
        catalog.catchUp();
        assertThat(catalog.catalog().lag()).isZero();
        assertThat(catalog.listed()).containsExactly("203.0.113.47", "203.0.113.46", "203.0.113.45");
    }

    @Test
    void anEmptyLedgerHasAnEmptyCatalog() {
        TestCatalog catalog = catalog(TestCatalog.ALL);
        assertThat(catalog.catchUp()).isZero();
        assertThat(catalog.listed()).isEmpty();
        assertThat(catalog.catalog().find(ID)).isEmpty();
    }

    @Test
    void aReaderWaitsForWhatWasPublishedWhenItAsked() throws InterruptedException {
        TestCatalog catalog = catalog(TestCatalog.ALL);
        catalog.catchUp();
        publish(add("203.0.113.45"));
        Thread later = Thread.ofPlatform().start(catalog::turn);
        assertThat(catalog.listed()).containsExactly("203.0.113.45");
        later.join();
        publish(add("203.0.113.46"));
        assertThat(catalog.listed()).as("and no longer than half a second").containsExactly("203.0.113.45");
    }

    @Test
    void anEntryIsListedUntilTheSecondInWhichItExpires() {
        TestCatalog catalog = catalog(TestCatalog.ALL);
        Instant at = publish(lasting("203.0.113.45", 100));
        catalog.catchUp();
        ledger.setClock(at.plusSeconds(99));
        assertThat(catalog.turn()).isFalse();
        assertThat(catalog.listed()).containsExactly("203.0.113.45");
        ledger.setClock(at.plusSeconds(100));
        Found before = catalog.catalog().search(null, 10);
        assertThat(before.records())
                .as("until the turn is taken, it is the second before")
                .hasSize(1);
        assertThat(before.window().moment().nowSeconds()).isEqualTo(at.getEpochSecond() + 99);
        assertThat(catalog.catchUp()).isEqualTo(1);
        assertThat(catalog.listed()).isEmpty();
        assertThat(catalog.catalog().find(ID)).contains(TARGET);
    }

    @Test
    void aRecordGoesWithItsLastEntryInTheWindow() {
        TestCatalog catalog = catalog(WEEK);
        Instant at = publish(lasting("203.0.113.45", 100));
        ledger.setClock(at.plusSeconds(Duration.ofDays(7).toSeconds()));
        catalog.catchUp();
        assertThat(catalog.catalog().find(ID)).contains(TARGET);
        ledger.advanceClock(Duration.ofSeconds(1));
        assertThat(catalog.catchUp()).isEqualTo(1);
        assertThat(catalog.catalog().find(ID)).isEmpty();
        assertThat(catalog.rows()).isEmpty();
    }

    @Test
    void nothingIsWrittenWhileNothingHappens() {
        TestCatalog catalog = catalog(WEEK);
        publish(lasting("203.0.113.45", 1_000));
        catalog.catchUp();
        CatalogCursor cursor = catalog.cursor();
        ledger.advanceClock(Duration.ofSeconds(500));
        assertThat(catalog.turn()).isFalse();
        assertThat(catalog.cursor()).isEqualTo(cursor);
        assertThat(catalog.catalog().search(null, 1).window().moment().nowSeconds())
                .isEqualTo(ledger.clock().instant().getEpochSecond());
    }

    @Test
    void whatHasExpiredDoesNotComeBackWhenTheClockIsSetBack() {
        TestCatalog catalog = catalog(TestCatalog.ALL);
        Instant at = publish(lasting("203.0.113.45", 100));
        ledger.setClock(at.plusSeconds(100));
        catalog.catchUp();
        ledger.setClock(at);
        catalog.catchUp();
        Found found = catalog.catalog().search(null, 1);
        assertThat(found.records()).isEmpty();
        assertThat(found.window().moment().nowSeconds()).isEqualTo(at.getEpochSecond() + 100);
    }

    @Test
    void manyThatExpireAreTakenSecondBySecond() {
        TestCatalog catalog = catalog(TestCatalog.ALL);
        publish(
                lasting("203.0.113.1", 10),
                lasting("203.0.113.2", 20),
                lasting("203.0.113.3", 20),
                lasting("203.0.113.4", 20),
                lasting("203.0.113.5", 30));
        catalog.catchUp();
        ledger.advanceClock(Duration.ofSeconds(60));
        assertThat(catalog.turn()).isTrue();
        catalog.check();
        assertThat(catalog.rows().stream().filter(CatalogRow::isListed)).hasSize(1);
        assertThat(catalog.turn()).isTrue();
        assertThat(catalog.turn()).isFalse();
        catalog.check();
    }

    @Test
    void whatIsNotPublishedIsNotInTheCatalog() {
        TestCatalog catalog = catalog(TestCatalog.ALL);
        publish(add("203.0.113.45"), add("203.0.113.46"));
        ledger.append(ledger.revoke(0), add("203.0.113.47"));
        catalog.catchUp();
        assertThat(catalog.listed()).containsExactly("203.0.113.46", "203.0.113.45");
        publications.publish();
        catalog.catchUp();
        assertThat(catalog.listed()).containsExactly("203.0.113.47", "203.0.113.46");
    }

    @Test
    void twoSpansDiffer() {
        TestCatalog all = catalog(TestCatalog.ALL);
        TestCatalog delayed = catalog(new Span(Duration.ofMinutes(60), Optional.of(Duration.ofHours(2))));
        publish(add("203.0.113.45"));
        ledger.advanceClock(Duration.ofMinutes(90));
        publish(ledger.revoke(0), add("203.0.113.46"));
        List.of(all, delayed).forEach(TestCatalog::catchUp);
        assertThat(all.listed()).containsExactly("203.0.113.46");
        assertThat(delayed.listed()).containsExactly("203.0.113.45");
        ledger.advanceClock(Duration.ofMinutes(61));
        delayed.catchUp();
        assertThat(delayed.listed()).containsExactly("203.0.113.46");
    }

    @Test
    void aLongResultStaysAsItWasWhenItWasAskedFor() {
        TestCatalog catalog = catalog(TestCatalog.ALL).restart(1_000, SourceWeights.DEFAULT);
        for (int block = 0; block < 3; block++) {
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                changes.add(lasting("10." + block + "." + i / 200 + "." + i % 200, 100));
            }
            ledger.append(TestLedger.request(changes));
        }
        publications.publish();
        while (catalog.turn()) {}
        Pages pages = catalog.catalog().pages(null, 1_100);
        ledger.advanceClock(Duration.ofSeconds(100));
        publish(lasting("10.0.0.0", 100), lasting("10.2.1.199", 100));
        while (catalog.turn()) {}
        assertThat(catalog.catalog().search(null, 2).total()).isEqualTo(new CatalogTotal(2, true));
        List<IndicatorRecord> records = new ArrayList<>();
        pages.forEachRemaining(records::addAll);
        assertThat(pages.total()).isEqualTo(new CatalogTotal(1_200, true));
        assertThat(records)
                .hasSize(1_100)
                .allMatch(record -> record.isListed() && record.threats().size() == 1);
        assertThat(records.getFirst().target().text()).isEqualTo("10.2.1.199");
        assertThatThrownBy(pages::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void textsAreStoredInSmallLetters() {
        ThreatClaims claims = ThreatClaims.of(TARGET)
                .tags(List.of("SSH", "ssh", "\u00c9tat"))
                .asnName("CHOOPA")
                .country("US")
                .restricted(new RestrictedClaims("Core-1", 22, "JA3-A", "T13", null))
                .build();
        TestCatalog catalog = catalog(TestCatalog.ALL);
        publish(new Change.AddThreat("acme", claims, false));
        catalog.catchUp();
        CatalogRow row = catalog.rows().getFirst();
        assertThat(row.tags()).containsExactly("ssh", "\u00c9tat");
        assertThat(row.sensors()).containsExactly("core-1");
        assertThat(row.ports()).containsExactly(22);
        assertThat(Arrays.asList(row.asnName(), row.country(), row.ja3(), row.ja4()))
                .containsExactly("choopa", "us", "ja3-a", "t13");
    }
}
