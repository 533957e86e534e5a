package io.threatledger.query.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Target;
import io.threatledger.log.Change;
import io.threatledger.log.TestLedger;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.query.Moment;
import io.threatledger.query.Publications;
import io.threatledger.query.indicator.SourceWeights;
import io.threatledger.query.indicator.Span;
import io.threatledger.query.indicator.TestReports;
import io.threatledger.store.CatalogTotal;
import io.threatledger.store.ThreatRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A catalog that was followed is the fold of everything, at every step and after every story. */
class FollowerPropertiesTest {
    private static final List<String> TARGETS = List.of(
            "203.0.113.45", "203.0.113.0/24", "2001:db8::1", "2001:db8::/32", "::ffff:198.51.100.7", "198.51.100.7");
    private static final List<Span> SPANS = List.of(
            TestCatalog.ALL,
            new Span(Duration.ZERO, Optional.of(Duration.ofSeconds(300))),
            new Span(Duration.ofSeconds(60), Optional.of(Duration.ofSeconds(200))));

    private static final int STEPS = 20;

    @Property(tries = 10)
    void aFollowedCatalogIsTheFoldFromScratch(@ForAll Random random) throws IOException {
        Path folder = Files.createTempDirectory("catalog");
        List<TestCatalog> catalogs = new ArrayList<>();
        try (TestLedger ledger = new TestLedger(folder)) {
            Publications publications = new Publications(ledger);
            SPANS.forEach(span -> catalogs.add(new TestCatalog(ledger, publications, folder, span)));
            for (int i = 0; i < STEPS; i++) {
                happen(ledger, publications, random);
                catalogs.forEach(catalog -> follow(catalog, random));
            }
            for (TestCatalog catalog : catalogs) {
                catalog.catchUp();
                checkWhatReadersGet(catalog);
                List<?> followed = catalog.rows();
                long now = catalog.cursor().nowSeconds();
                Files.delete(catalog.restart().path());
                catalog.restart(1_000, SourceWeights.DEFAULT).catchUp();
                if (catalog.cursor().nowSeconds() == now) {
                    assertThat(catalog.rows()).isEqualTo(followed);
                }
            }
        } finally {
            catalogs.forEach(TestCatalog::close);
            delete(folder);
        }
    }

    private static void happen(TestLedger ledger, Publications publications, Random random) {
        switch (random.nextInt(6)) {
            case 0, 1 -> add(ledger, random);
            case 2 -> revoke(ledger, random);
            case 3 -> ledger.advanceClock(Duration.ofSeconds(random.nextInt(120)));
            case 4 -> ledger.advanceClock(Duration.ofSeconds(-random.nextInt(20)));
            default -> publish(ledger, publications);
        }
    }

    private static void add(TestLedger ledger, Random random) {
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Target target = Target.parse(TARGETS.get(random.nextInt(TARGETS.size())));
            String owner = random.nextBoolean() ? "acme" : "globex";
            changes.add(new Change.AddThreat(owner, TestReports.randomClaims(target, random), false));
        }
        append(ledger, changes);
    }

    /** The ledger's time does not go back: it would wait for a clock that was set back. */
    private static void append(TestLedger ledger, List<Change> changes) {
        Instant last = Instant.ofEpochSecond(ledger.head().issuedAtSeconds());
        if (ledger.clock().instant().isBefore(last)) {
            ledger.setClock(last);
        }
        ledger.append(TestLedger.request(changes));
    }

    private static void revoke(TestLedger ledger, Random random) {
        long size = ledger.head().size().value();
        if (size == 0) {
            return;
        }
        long index = random.nextLong(size);
        ledger.database()
                .read(session -> ThreatRow.at(session, new LeafIndex(index)))
                .filter(row -> row.revokedIndex() == null)
                .ifPresent(
                        row -> append(ledger, List.of(new Change.RevokeThreat(row.owner(), ledger.id(index), "no"))));
    }

    private static void publish(TestLedger ledger, Publications publications) {
        if (ledger.head().size().value() > publications.published().value()) {
            publications.publish();
        }
    }

    private static void follow(TestCatalog catalog, Random random) {
        switch (random.nextInt(8)) {
            case 0 -> catalog.restart();
            case 1, 2 -> {
                catalog.catchUp();
                checkWhatReadersGet(catalog);
            }
            case 3, 4, 5 -> {
                catalog.turn();
                catalog.check();
            }
            default -> {} // it is slow
        }
    }

    /** At the reader's moment, which is later than the last turn when nothing has happened since. */
    private static void checkWhatReadersGet(TestCatalog catalog) {
        Found found = catalog.catalog().search(null, 1_000);
        Moment moment = found.window().moment();
        List<String> expected = catalog.expected(moment).reversed().stream()
                .filter(row -> row.isListed())
                .map(row -> row.target().text())
                .toList();
        assertThat(found.records())
                .extracting(indicator -> indicator.target().text())
                .isEqualTo(expected);
        assertThat(found.total()).isEqualTo(new CatalogTotal(expected.size(), true));
        assertThat(found.records()).allMatch(indicator -> indicator.isListed());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
