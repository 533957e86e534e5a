package io.threatledger.query.catalog;

import static io.threatledger.log.TestLedger.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.log.TestLedger;
import io.threatledger.query.Publications;
import io.threatledger.query.indicator.SourceWeights;
import io.threatledger.store.CatalogCursor;
import io.threatledger.store.CatalogFile;
import io.threatledger.store.CatalogRow;
import io.threatledger.store.Faults;
import io.threatledger.store.Meta;
import io.threatledger.store.StorageException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A catalog's file may be lost, damaged, of another ledger, or not be written: in the end it is what the ledger says. */
class RebuildTest {
    private static final int PAGE_BYTES = 4_096;

    @TempDir
    Path folder;

    private TestLedger ledger;
    private Publications publications;
    private TestCatalog catalog;
    private List<CatalogRow> followed;

    @BeforeEach
    void follow() {
        ledger = new TestLedger(folder);
        publications = new Publications(ledger);
        ledger.append(add("203.0.113.45"), add("203.0.113.46"), add("2001:db8::/32"), add("203.0.113.47"));
        ledger.append(ledger.revoke(1), add("203.0.113.45"));
        publications.publish();
        catalog = new TestCatalog(ledger, publications, folder, TestCatalog.ALL);
        catalog.catchUp();
        followed = catalog.rows();
        assertThat(followed).hasSize(4);
    }

    @AfterEach
    void close() {
        catalog.close();
        ledger.close();
    }

    /** Opened again, it has to be made from the first entry on, and is what it was. */
    private void requireMadeAnew() {
        assertThat(catalog.restart().catchUp()).isEqualTo(3);
        assertThat(catalog.rows()).isEqualTo(followed);
        assertThat(catalog.listed()).hasSize(3);
    }

    @Test
    void aSoundFileIsKept() {
        assertThat(catalog.restart().catchUp()).isZero();
        assertThat(catalog.rows()).isEqualTo(followed);
    }

    @Test
    void aFileThatIsMissingIsMadeAnew() {
        catalog.close();
        CatalogFile.delete(catalog.path());
        requireMadeAnew();
    }

    @Test
    void aFileThatIsDeletedUnderWayIsMadeAnew() throws IOException {
        Files.delete(catalog.path());
        assertThat(catalog.catchUp()).isEqualTo(3);
        assertThat(catalog.path()).exists();
        assertThat(catalog.rows()).isEqualTo(followed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99, 4_096, 20_000})
    void aFileThatWasCutIsMadeAnew(int length) throws IOException {
        catalog.close();
        try (RandomAccessFile file = new RandomAccessFile(catalog.path().toFile(), "rw")) {
            assertThat(file.length()).isGreaterThan(length);
            file.setLength(length);
        }
        requireMadeAnew();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 100, 4_096, 8_192})
    void aFileThatWasGarbledIsMadeAnew(int from) throws IOException {
        catalog.close();
        byte[] noise = new byte[1_000];
        new Random(from).nextBytes(noise);
        try (RandomAccessFile file = new RandomAccessFile(catalog.path().toFile(), "rw")) {
            file.seek(from);
            file.write(noise);
        }
        requireMadeAnew();
    }

    @Test
    void damageThatAReaderMeetsIsMendedByTheNextTurn() throws IOException {
        assertThat(catalog.restart().turn()).isFalse();
        try (RandomAccessFile file = new RandomAccessFile(catalog.path().toFile(), "rw")) {
            byte[] noise = new byte[(int) file.length() - PAGE_BYTES];
            new Random(1).nextBytes(noise);
            file.seek(PAGE_BYTES);
            file.write(noise);
        }
        assertThatThrownBy(catalog::listed).isInstanceOf(StorageException.class);
        assertThat(catalog.catchUp()).isEqualTo(3);
        assertThat(catalog.rows()).isEqualTo(followed);
    }

    @Test
    void aFileOfAnotherVersionIsMadeAnew() throws IOException {
        catalog.close();
        try (RandomAccessFile file = new RandomAccessFile(catalog.path().toFile(), "rw")) {
            file.seek(60); // PRAGMA user_version, SQLite file format section 1.3
            file.writeInt(7);
        }
        requireMadeAnew();
    }

    @Test
    void aFileOfAnotherLogIsMadeAnew() {
        ledger.database().write(session -> {
            Meta.LOG_ID.put(session, "0xabcd");
            return true;
        });
        requireMadeAnew();
    }

    @Test
    void aFileWithEntriesThatTheLedgerDoesNotHaveIsMadeAnew() {
        stand(at -> new CatalogCursor(at.log(), at.size() + 1, at.lastId(), at.nowSeconds(), at.weights()));
        requireMadeAnew();
    }

    @Test
    void aFileWithOtherEntriesThanTheLedgerIsMadeAnew() {
        stand(at -> new CatalogCursor(at.log(), at.size(), ledger.id(0).value(), at.nowSeconds(), at.weights()));
        requireMadeAnew();
    }

    private void stand(UnaryOperator<CatalogCursor> other) {
        CatalogCursor cursor = other.apply(catalog.cursor());
        catalog.close();
        try (CatalogFile file = CatalogFile.open(catalog.path())) {
            file.write(session -> {
                cursor.put(session);
                return true;
            });
        }
    }

    @Test
    void aFileMadeWithOtherWeightsIsMadeAnew() {
        SourceWeights doubtful = new SourceWeights(Map.of(), new BigDecimal("0.1"));
        assertThat(catalog.restart(2, doubtful).catchUp()).isEqualTo(3);
        assertThat(catalog.rows()).isNotEqualTo(followed);
        assertThat(catalog.restart(2, doubtful).catchUp()).isZero();
    }

    @Test
    void rowsThatContradictTheLedgerAreMadeAnew() {
        catalog.close();
        try (CatalogFile file = CatalogFile.open(catalog.path())) {
            file.write(
                    session -> session.run("INSERT INTO records (idx, target, id, ip, confidence, action, first_seen,"
                            + " last_seen) VALUES (6, x'00', 'thr_x', 'x', 0, 'drop', 0, 0)"));
        }
        ledger.append(add("198.51.100.1"));
        publications.publish();
        catalog.restart();
        assertThatThrownBy(catalog::turn).isInstanceOf(StorageException.class);
        assertThat(catalog.catchUp()).isEqualTo(4);
        assertThat(catalog.rows()).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void aWriteThatFailsLosesNothing(Faults.Kind kind) {
        for (String statement : List.of("BEGIN IMMEDIATE", "INSERT INTO records", "DELETE FROM tags", "COMMIT")) {
            try (Faults faults = Faults.on(catalog.path())) {
                catalog.restart().turn();
                ledger.append(add("203.0.113.45"), add("203.0.113.46"), add("198.51.100.1"));
                publications.publish();
                faults.fail(statement, kind, 1);
                assertThatThrownBy(catalog::turn).as(statement).isInstanceOf(StorageException.class);
                assertThat(faults.struck()).isEqualTo(1);
                catalog.check();
                catalog.catchUp();
                assertThat(catalog.listed()).startsWith("198.51.100.1", "203.0.113.46", "203.0.113.45");
            }
        }
    }

    @Test
    void aLedgerThatCannotBeReadCostsNothing() {
        try (Faults faults = Faults.on(ledger.database().file())) {
            catalog.restart();
            faults.failReading("FROM meta", 1);
            assertThatThrownBy(catalog::turn).isInstanceOf(StorageException.class);
            assertThat(catalog.catchUp()).as("turns").isZero();
        }
    }
}
