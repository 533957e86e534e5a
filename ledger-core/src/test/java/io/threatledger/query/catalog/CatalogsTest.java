package io.threatledger.query.catalog;

import static io.threatledger.log.TestLedger.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.log.TestLedger;
import io.threatledger.query.Publications;
import io.threatledger.query.Published;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.SourceWeights;
import io.threatledger.query.indicator.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and threads of the catalogs of a node. */
class CatalogsTest {
    private static final long POLL_NANOS = 5_000_000;
    private static final Span ALL = TestCatalog.ALL;
    private static final Span MONTH = new Span(Duration.ZERO, Optional.of(Duration.ofDays(30)));

    @TempDir
    Path folder;

    private TestLedger ledger;
    private Publications publications;

    @BeforeEach
    void open() {
        ledger = new TestLedger(folder);
        publications = new Publications(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Path files() {
        return folder.resolve("catalogs");
    }

    private Catalogs catalogs(Span... spans) {
        return new Catalogs(
                files(),
                ledger.database(),
                new Published(ledger.database(), publications.published(), ledger.clock()),
                new Indicators(ledger.database(), SourceWeights.DEFAULT),
                List.of(spans));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TestLedger.PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static boolean has(Catalog catalog, long records) {
        try {
            return catalog.search(null, 1).total().records() == records;
        } catch (NotReady e) {
            return false;
        }
    }

    @Test
    void everySpanIsFollowedOnItsOwn() {
        try (Catalogs catalogs = catalogs(ALL, MONTH, ALL)) {
            assertThatThrownBy(() -> catalogs.of(ALL).search(null, 1)).isInstanceOf(NotReady.class);
            catalogs.start();
            await(() -> has(catalogs.of(ALL), 0));
            ledger.append(add("203.0.113.45"));
            publications.publish();
            await(() -> has(catalogs.of(ALL), 1) && has(catalogs.of(MONTH), 1));
            ledger.advanceClock(Duration.ofDays(31));
            await(() -> has(catalogs.of(ALL), 0) && has(catalogs.of(MONTH), 0));
            assertThat(catalogs.spans()).containsExactlyInAnyOrder(ALL, MONTH);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> catalogs.of(new Span(Duration.ofHours(1), Optional.empty())));
        }
        assertThat(files().resolve("0-2592000.db")).exists();
        assertThat(files().resolve("0-all.db")).exists();
    }

    @Test
    void aListShowsTheNewestOfARecordAndCountsAll() {
        int entries = Indicators.LISTED_ENTRIES_MAX + 3;
        for (int i = 0; i < entries; i++) {
            ledger.append(add("203.0.113.45"));
        }
        publications.publish();
        try (Catalogs catalogs = catalogs(ALL)) {
            catalogs.start();
            await(() -> has(catalogs.of(ALL), 1));
            Found found = catalogs.of(ALL).search(null, 1);
            IndicatorRecord whole = new Indicators(ledger.database(), SourceWeights.DEFAULT)
                    .of(found.records().getFirst().target(), found.window())
                    .orElseThrow();
            assertThat(whole.threats()).hasSize(entries);
            assertThat(found.records()).containsExactly(whole.shortened(Indicators.LISTED_ENTRIES_MAX));
            assertThat(found.records().getFirst().threats())
                    .isEqualTo(whole.threats().subList(0, Indicators.LISTED_ENTRIES_MAX));
        }
    }

    @Test
    void filesOfSpansThatNobodyAsksForAreRemoved() throws IOException {
        Files.createDirectory(files());
        List<String> kept = List.of("0-all.db", "notes.txt", "0-all.db.old", "60-100.txt");
        List<String> gone = List.of("60-100.db", "60-100.db-wal", "60-100.db-shm", "7-all.db");
        for (List<String> names : List.of(kept, gone)) {
            for (String name : names) {
                Files.createFile(files().resolve(name));
            }
        }
        catalogs(ALL).close();
        assertThat(kept).allMatch(name -> Files.exists(files().resolve(name)));
        assertThat(gone).noneMatch(name -> Files.exists(files().resolve(name)));
    }

    @Test
    void aFolderThatCannotBeMadeIsTriedAgain() throws IOException {
        Files.createFile(files());
        ledger.append(add("203.0.113.45"));
        publications.publish();
        try (Catalogs catalogs = catalogs(ALL)) {
            catalogs.start();
            assertThatThrownBy(() -> catalogs.of(ALL).search(null, 1)).isInstanceOf(NotReady.class);
            assertThat(catalogs.of(ALL).lag()).isEqualTo(1);
            Files.delete(files());
            await(() -> has(catalogs.of(ALL), 1));
        }
    }
}
