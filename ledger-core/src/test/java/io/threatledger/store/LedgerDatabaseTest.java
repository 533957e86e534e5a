package io.threatledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.entry.EntryId;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerDatabaseTest {
    @TempDir
    Path folder;

    private LedgerDatabase database;

    @BeforeEach
    void create() {
        database = LedgerDatabase.create(folder.resolve("ledger.db"));
        append(LedgerHead.EMPTY, head(1), 0).commit(database);
        append(head(1), head(2), 1).commit(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void openingWhatDoesNotExistOrIsNoLedgerIsRefused() throws IOException {
        Path other = folder.resolve("other.db");
        assertThatThrownBy(() -> LedgerDatabase.open(other)).hasMessageContaining("no ledger at");
        Files.createFile(other);
        assertThatThrownBy(() -> LedgerDatabase.open(other)).hasMessageContaining("schema version 0");
        assertThatThrownBy(() -> LedgerDatabase.create(other)).hasMessageContaining("already");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE entries SET disclosures = 'x' WHERE idx = 0",
                "UPDATE entries SET idx = 7 WHERE idx = 1",
                "DELETE FROM entries WHERE idx = 1",
                "DELETE FROM entries",
                "INSERT OR REPLACE INTO entries (idx, id, leaf, seal) VALUES (1, 'TC-X', x'00', x'00')",
                "INSERT OR REPLACE INTO entries (idx, id, leaf, seal) SELECT 2, id, leaf, seal FROM entries WHERE idx = 1",
                "INSERT INTO entries (idx, id, leaf, seal) VALUES (3, 'TC-X', x'00', x'00')",
                "INSERT INTO entries (idx, id, leaf, seal) VALUES (-1, 'TC-X', x'00', x'00')"
            })
    void anEntryCanOnlyBeAppended(String sql) {
        assertThatThrownBy(() -> database.write(session -> session.run(sql)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("append-only");
        assertThat(entries()).hasSize(2);
    }

    @Test
    void aBatchThatStartsElsewhereThanTheHeadIsRefusedWhole() {
        assertThatThrownBy(() -> append(head(1), head(3), 2).commit(database)).hasMessageContaining("two writers");
        assertThatThrownBy(() -> append(LedgerHead.EMPTY, head(1), 2).commit(database))
                .isInstanceOf(StorageException.class);
        assertThat(currentHead()).isEqualTo(head(2));
        assertThat(entries()).hasSize(2);
    }

    @Test
    void workThatThrowsIsRolledBackAndTheNextWriteStartsClean() {
        assertThatThrownBy(() -> database.write(session -> {
                    session.run("INSERT INTO meta (name, value, seal) VALUES ('a', 'b', x'00')");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        Optional<Integer> kept = database.read(s -> s.one("SELECT 1 FROM meta WHERE name = 'a'", row -> 1));
        assertThat(kept).isEmpty();
        append(head(2), head(3), 2).commit(database);
    }

    @Test
    void readersCannotWrite() {
        assertThatThrownBy(() ->
                        database.read(s -> s.run("INSERT INTO meta (name, value, seal) VALUES ('a', 'b', x'00')")))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void aSnapshotSeesOneState() {
        database.snapshot(session -> {
            LedgerHead before = LedgerHead.read(session);
            append(head(2), head(3), 2).commit(database);
            assertThat(LedgerHead.read(session)).isEqualTo(before);
            return before;
        });
        assertThat(currentHead()).isEqualTo(head(3));
    }

    @Test
    void whatIsCommittedIsThereAfterReopening() {
        Path file = database.file();
        database.close();
        database = LedgerDatabase.open(file);
        assertThat(currentHead()).isEqualTo(head(2));
    }

    private List<EntryRow> entries() {
        return database.read(session -> EntryRow.page(session, 0, 10));
    }

    private LedgerHead currentHead() {
        return database.read(LedgerHead::read);
    }

    private static LedgerBatch append(LedgerHead from, LedgerHead to, long index) {
        EntryRow entry = new EntryRow(
                new LeafIndex(index),
                new EntryId("TC-" + "ABCDEFGH".charAt((int) index) + "A".repeat(25)),
                new byte[] {1},
                List.of());
        return new LedgerBatch(from, to, List.of(entry), List.of(), List.of(), List.of(), List.of());
    }

    private static LedgerHead head(long size) {
        return new LedgerHead(new TreeSize(size), Digest.ofHex(("0" + size).repeat(Digest.LENGTH_BYTES)), size);
    }
}
