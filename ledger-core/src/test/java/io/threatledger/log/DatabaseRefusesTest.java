package io.threatledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.gate.GateWord;
import io.threatledger.merkle.TreeSize;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQLite itself says no: in the middle of a statement, at the commit, and when there is no page left. */
class DatabaseRefusesTest {
    private static final int ENTRIES = 200;

    @TempDir
    Path folder;

    private TestLedger ledger;

    @BeforeEach
    void fill() {
        ledger = new TestLedger(folder);
        Change[] changes = new Change[ENTRIES];
        Arrays.setAll(changes, i -> TestLedger.add("203.0.113." + i));
        ledger.append(changes);
    }

    @AfterEach
    void check() {
        ledger.check();
        ledger.restart(() -> {});
        ledger.check();
        ledger.close();
    }

    /** A trigger fails after the row is written: ABORT undoes the statement, FAIL leaves it, ROLLBACK ends all. */
    @ParameterizedTest
    @CsvSource({
        "INSERT, entries, ABORT", "INSERT, entries, FAIL", "INSERT, entries, ROLLBACK",
        "UPDATE, head, ABORT", "UPDATE, head, FAIL", "UPDATE, head, ROLLBACK",
        "UPDATE, tiles, ABORT", "UPDATE, tiles, FAIL", "UPDATE, tiles, ROLLBACK",
        "INSERT, threats, ABORT", "INSERT, threats, FAIL", "INSERT, threats, ROLLBACK",
        "UPDATE, threats, ABORT", "UPDATE, threats, FAIL", "UPDATE, threats, ROLLBACK"
    })
    void aStatementThatTheDatabaseFailsLeavesNothing(String event, String table, String how) {
        onTheWriter("CREATE TEMP TRIGGER fault AFTER " + event + " ON main." + table + " BEGIN SELECT RAISE(" + how
                + ", 'a fault to order'); END");

        assertThat(renew()).isEqualTo(new Outcome.Closed(GateWord.DISK));
        assertThat(renew()).isInstanceOf(how.equals("ROLLBACK") ? Outcome.Appended.class : Outcome.Closed.class);
        onTheWriter("DROP TRIGGER IF EXISTS temp.fault");
        assertThat(renew()).isInstanceOf(Outcome.Appended.class);
        assertThat(ledger.storage().ask().isOpen()).isTrue();
    }

    /** A deferred constraint is found broken by COMMIT, which leaves the transaction open. */
    @Test
    void aCommitThatTheDatabaseRefusesLeavesNothing() {
        onTheWriter("CREATE TABLE fault (owner INTEGER REFERENCES owners (id) DEFERRABLE INITIALLY DEFERRED)");
        onTheWriter("CREATE TEMP TRIGGER fault AFTER UPDATE ON main.head BEGIN INSERT INTO fault VALUES (-1); END");

        assertThat(renew()).isEqualTo(new Outcome.Closed(GateWord.DISK));
        onTheWriter("DROP TRIGGER temp.fault");
        onTheWriter("DROP TABLE fault");
        assertThat(renew()).isInstanceOf(Outcome.Appended.class);
    }

    /** The file may grow by so many pages and no more: it is full at a statement that is further on each time. */
    @Test
    void whereverTheFileIsFullNothingIsLeft() {
        int refused = 0;
        Outcome outcome = new Outcome.Closed(GateWord.DISK);
        for (long more = 0; !(outcome instanceof Outcome.Appended); more++) {
            long pages = ledger.database()
                    .read(session -> session.one("PRAGMA page_count", row -> row.getLong(1)))
                    .orElseThrow();
            maxPages(pages + more);
            Change[] changes = new Change[ENTRIES];
            Arrays.setAll(changes, i -> TestLedger.add("198.51.100." + i));
            outcome = ledger.append(changes);
            refused += outcome instanceof Outcome.Closed ? 1 : 0;
            assertThat(ledger.head().size())
                    .isEqualTo(new TreeSize(outcome instanceof Outcome.Closed ? ENTRIES : 2 * ENTRIES));
        }
        assertThat(refused).isGreaterThan(10);
        maxPages(1_000_000);
        assertThat(renew()).isInstanceOf(Outcome.Appended.class);
    }

    private Outcome renew() {
        return ledger.append(TestLedger.add("203.0.113.1"));
    }

    private void maxPages(long pages) {
        ledger.database().write(session -> session.one("PRAGMA max_page_count=" + pages, row -> row.getLong(1)));
    }

    private void onTheWriter(String sql) {
        ledger.database().write(session -> session.run(sql));
    }
}
