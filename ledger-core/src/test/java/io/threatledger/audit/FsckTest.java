package io.threatledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.entry.NodeKeys;
import io.threatledger.entry.Origin;
import io.threatledger.log.TestLedger;
import io.threatledger.store.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FsckTest {
    @TempDir
    static Path made;

    private static RichLedger rich;

    @TempDir
    Path folder;

    @BeforeAll
    static void make() {
        rich = RichLedger.make(made);
    }

    @Test
    void aLedgerThatNobodyTouchedIsClean() {
        FsckReport report = fsck(rich.file());

        assertThat(report.damages()).isEmpty();
        assertThat(report.lines())
                .filteredOn(line -> line.name().equals("entries"))
                .allMatch(line -> line.rows() > 256);
    }

    @Test
    void itWritesNothing() throws Exception {
        Path copy = folder.resolve("copy.db");
        Files.copy(rich.file(), copy);
        byte[] before = Files.readAllBytes(copy);

        fsck(copy);

        assertThat(Files.readAllBytes(copy)).isEqualTo(before);
    }

    @Test
    void aNewLedgerIsClean() {
        try (TestLedger ledger = new TestLedger(folder)) {
            assertThat(fsck(ledger.database().file()).damages()).isEmpty();
        }
    }

    @Test
    void aLedgerThatIsOpenAndGrowsIsClean() {
        try (TestLedger ledger = new TestLedger(folder)) {
            RichLedger.fill(ledger, 20);
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 40; i++) {
                    ledger.append(RichLedger.add("192.0.2." + i % 7, 600L));
                }
            });
            do {
                assertThat(fsck(ledger.database().file()).damages()).isEmpty();
            } while (writer.isAlive());
            assertThat(fsck(ledger.database().file()).damages()).isEmpty();
        }
    }

    @Test
    void whatIsInTheLogFileBesideItIsReadToo() throws Exception {
        try (TestLedger ledger = new TestLedger(folder)) {
            RichLedger.fill(ledger, 3);
            // as a kill leaves it: the log file is there, nobody has it open
            Path killed = Files.createDirectory(folder.resolve("killed")).resolve("ledger.db");
            Files.copy(ledger.database().file(), killed);
            Files.copy(folder.resolve("ledger.db-wal"), killed.resolveSibling("ledger.db-wal"));

            FsckReport report = fsck(killed);

            assertThat(report.damages()).isEmpty();
            assertThat(report.lines()).anyMatch(line -> line.name().equals("entries") && line.rows() == 3);
        }
    }

    @Test
    void entriesOfOtherKeysOrAnotherLogAreNotTheseKeys() {
        FsckKeys others = FsckKeys.of(TestLedger.ORIGIN, NodeKeys.fromSeed(seed(9), TestLedger.ORIGIN));
        Origin elsewhere = new Origin("elsewhere.example/threats");
        FsckKeys other = FsckKeys.of(elsewhere, NodeKeys.fromSeed(seed(0), elsewhere));

        assertThat(Fsck.run(rich.file(), others, rich.clock(), FsckProgress.SILENT)
                        .first())
                .hasValueSatisfying(damage -> assertThat(damage.text()).startsWith("entries row 0, column leaf"));
        assertThat(Fsck.run(rich.file(), other, rich.clock(), FsckProgress.SILENT)
                        .damages())
                .extracting(Damage::table)
                .contains("entries", "checkpoints");
    }

    @Test
    void anIntervalThatLapsedBeforeItExpiredIsDamage() {
        InstantSource early = InstantSource.fixed(rich.clock().instant().minus(Duration.ofDays(3)));

        assertThat(Fsck.run(rich.file(), RichLedger.KEYS, early, FsckProgress.SILENT)
                        .damages())
                .extracting(Damage::column)
                .containsExactly("live");
    }

    /** Whole rows and objects: what no flip of one column does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            entries     | 7      | DELETE FROM entries WHERE idx = 7
            head        | 1      | DELETE FROM entries WHERE idx = (SELECT max(idx) FROM entries)
            head        | 1      | DELETE FROM head
            tiles       | 0 1    | DELETE FROM tiles WHERE level = 0 AND n = 1
            tiles       | 1 0    | DELETE FROM tiles WHERE level = 1
            tiles       | 0 2    | INSERT INTO tiles VALUES (0, 2, zeroblob(32))
            tiles       | 2 0    | INSERT INTO tiles VALUES (2, 0, zeroblob(32))
            tiles       | 0 -1   | INSERT INTO tiles VALUES (0, -1, zeroblob(32))
            tiles       | 0 1    | UPDATE tiles SET hashes = zeroblob(4096) WHERE level = 0 AND n = 1
            threats     | 3      | DELETE FROM threats WHERE idx = 3
            threats     | 12     | INSERT INTO threats SELECT 12, 12, owner, source, category, severity, action, target, issued_at, expires_at, NULL, NULL, 1, rating, confidence, asn, asn_name, country FROM threats WHERE idx = 0
            threats     | 9999   | INSERT INTO threats SELECT 9999, 9999, owner, source, category, severity, action, target, issued_at, expires_at, NULL, NULL, 1, rating, confidence, asn, asn_name, country FROM threats WHERE idx = 0
            threats     | 1      | UPDATE threats SET revoked_idx = 12 WHERE idx = 1
            threats     | 9      | UPDATE threats SET first_idx = 8 WHERE idx = 9
            tags        | acme botnet 3 | DELETE FROM tags WHERE tag = 'botnet' AND idx = 3
            tags        | acme wörm 3   | UPDATE tags SET tag = 'worm' WHERE tag = 'wörm'
            tags        | acme worm 3   | UPDATE tags SET tag = 'worm' WHERE tag = 'wörm'
            tags        | acme botnet 3 | UPDATE tags SET owner = 'other' WHERE tag = 'botnet' AND idx = 3
            tags        | other botnet 3 | UPDATE tags SET owner = 'other' WHERE tag = 'botnet' AND idx = 3
            tags        | acme botnet 3 | UPDATE tags SET idx = 4 WHERE tag = 'botnet' AND idx = 3
            tags        | acme botnet 4 | UPDATE tags SET idx = 4 WHERE tag = 'botnet' AND idx = 3
            tags        | acme more 3   | INSERT INTO tags VALUES ('acme', 'more', 3)
            tags        | acme ssh 0    | INSERT INTO tags VALUES ('acme', 'ssh', 0)
            tags        | acme botnet 1 | INSERT INTO tags VALUES ('acme', 'botnet', 1)
            tags        | acme botnet 5 | INSERT INTO tags VALUES ('acme', 'botnet', 5)
            tags        | acme ssh 12   | INSERT INTO tags VALUES ('acme', 'ssh', 12)
            tags        | acme ssh 9999 | INSERT INTO tags VALUES ('acme', 'ssh', 9999)
            prefixes    | 6 64   | INSERT INTO prefixes VALUES (6, 64)
            prefixes    | 4 24   | DELETE FROM prefixes WHERE family = 4 AND length = 24
            file        | ''     | INSERT INTO memberships (member, in_id, seal) SELECT 77, 1, seal FROM memberships LIMIT 1
            schema      | trigger entries_are_not_deleted | DROP TRIGGER entries_are_not_deleted
            schema      | index threats_live | DROP INDEX threats_live
            schema      | index tags_of_threat | DROP INDEX tags_of_threat
            schema      | table more         | CREATE TABLE more (x)
            """)
    void aRowTooManyOrTooFewIsNamed(String table, String row, String damage) throws Exception {
        Path copy = folder.resolve("copy.db");
        try (RawLedger raw = RawLedger.copy(rich.file(), copy)) {
            var schema = raw.schema();
            if (!table.equals("schema")) {
                raw.run("DROP TRIGGER entries_are_not_deleted");
            }
            raw.run(damage);
            if (!table.equals("schema")) {
                for (RawLedger.Made made : schema) {
                    if (made.name().equals("entries_are_not_deleted")) {
                        raw.run(String.valueOf(made.sql()));
                    }
                }
            }
        }

        assertThat(fsck(copy).damages())
                .anyMatch(found -> table.equals("file")
                        ? found.found().contains("not there")
                        : found.table().equals(table) && found.row().equals(row));
    }

    /** What the rows above are about is there: tags of a threat that stands, and none of those that have ended. */
    @Test
    void onlyTagsOfLiveThreatsHaveRows() throws Exception {
        try (RawLedger raw = RawLedger.copy(rich.file(), folder.resolve("copy.db"))) {
            assertThat(raw.all("SELECT owner || ' ' || tag || ' ' || idx FROM tags", row -> row.getString(1)))
                    .containsExactlyInAnyOrder("acme botnet 3", "acme wörm 3", "acme ssh 9", "acme renewed 9");
        }
    }

    @Test
    void aFileThatIsNoLedgerOrOfAnotherVersionCannotBeRead() throws Exception {
        Path copy = folder.resolve("copy.db");
        assertThatThrownBy(() -> fsck(copy))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("no ledger");
        Files.writeString(
                copy,
                "something else, long enough to be looked at as if it were the header of a database, "
                        + "which has a hundred bytes and more");
        assertThatThrownBy(() -> fsck(copy)).isInstanceOf(StorageException.class);
        try (RawLedger raw = RawLedger.copy(rich.file(), copy)) {
            raw.run("PRAGMA user_version = 1");
        }
        assertThatThrownBy(() -> fsck(copy)).hasMessageContaining("schema version 1, this node needs 3");
    }

    private static byte[] seed(int value) {
        byte[] seed = new byte[NodeKeys.SEED_BYTES];
        seed[0] = (byte) value;
        return seed;
    }

    private static FsckReport fsck(Path file) {
        return Fsck.run(
                file, RichLedger.KEYS, rich == null ? InstantSource.system() : rich.clock(), FsckProgress.SILENT);
    }
}
