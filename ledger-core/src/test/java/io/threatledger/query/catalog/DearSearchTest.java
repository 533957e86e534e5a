package io.threatledger.query.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.log.Change;
import io.threatledger.log.TestLedger;
import io.threatledger.query.Publications;
import io.threatledger.query.TooDear;
import io.threatledger.query.indicator.SourceWeights;
import io.threatledger.query.language.Expression;
import io.threatledger.query.language.Limits;
import io.threatledger.query.language.Parser;
import io.threatledger.store.CatalogTotal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search that takes too long is told so, and nobody takes it for damage. */
class DearSearchTest {
    private static final int RECORDS = 200;

    /** No index tells any of it, so that every record is asked everything. */
    private static final Expression DEAR = Parser.parse(IntStream.range(0, Limits.PREDICATES_MAX)
            .mapToObj(i -> "asn_name:~no" + i)
            .collect(Collectors.joining(" OR ")));

    @TempDir
    Path folder;

    private TestLedger ledger;
    private TestCatalog catalog;

    @BeforeEach
    void follow() {
        ledger = new TestLedger(folder);
        Publications publications = new Publications(ledger);
        List<Change> changes = IntStream.range(0, RECORDS)
                .<Change>mapToObj(i -> TestLedger.add("198.51.100." + i))
                .toList();
        ledger.append(TestLedger.request(changes));
        publications.publish();
        catalog = new TestCatalog(ledger, publications, folder, TestCatalog.ALL);
        catalog.restart(RECORDS, SourceWeights.DEFAULT);
        while (catalog.turn()) {}
    }

    @AfterEach
    void close() {
        catalog.close();
        ledger.close();
    }

    private Object fileKey() throws IOException {
        return Files.readAttributes(catalog.path(), BasicFileAttributes.class).fileKey();
    }

    @Test
    void aSearchThatTakesTooLongIsBrokenOffAndTheCatalogStays() throws IOException {
        Object before = fileKey();
        for (int i = 0; i < 3 * Catalog.CATALOG_READS_MAX; i++) {
            assertThatThrownBy(() -> catalog.catalog().search(DEAR, 10, Duration.ZERO))
                    .isInstanceOf(TooDear.class);
            assertThatThrownBy(() -> catalog.catalog().count(DEAR, Duration.ZERO))
                    .isInstanceOf(TooDear.class);
        }
        assertThat(catalog.turn()).as("there is something to mend").isFalse();
        assertThat(fileKey()).isEqualTo(before);
        assertThat(catalog.catalog().search(DEAR, 10).total()).isEqualTo(new CatalogTotal(0, true));
        assertThat(catalog.listed()).hasSize(RECORDS);
    }

    @Test
    void aSearchKnowsWhetherThereAreMoreThanItShows() {
        CatalogTotal all = new CatalogTotal(RECORDS, true);
        for (int limit : List.of(1, RECORDS - 1, RECORDS, RECORDS + 1)) {
            Found found = catalog.catalog().search(null, limit);
            assertThat(found.records()).hasSize(Math.min(limit, RECORDS));
            assertThat(found.total()).isEqualTo(all);
        }
        assertThat(catalog.catalog().count(null, Catalog.SEARCH_MAX)).isEqualTo(all);
    }
}
