package io.threatledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedRowsTest {
    private static final Digest ROOT = Digest.ofHex("0a".repeat(Digest.LENGTH_BYTES));

    @TempDir
    Path folder;

    private LedgerDatabase database;

    @BeforeEach
    void create() {
        database = LedgerDatabase.create(folder.resolve("ledger.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aChangeOfADamagedRowDoesNotSealTheDamage() {
        anchor(7).put();
        anchor(8).put();
        database.write(session -> session.run("UPDATE anchors SET block_time = 1 WHERE size = 7"));

        database.write(session -> AnchorRow.markFinal(session, 100));

        List<RawRow> rows = rows(LedgerTable.ANCHORS);
        assertThat(rows).extracting(row -> row.number("final")).containsExactly(1L, 1L);
        assertThat(rows).extracting(RawRow::isAsSealed).containsExactly(false, true);
    }

    @Test
    void everyWayOfWritingASealedRowSealsIt() {
        database.write(session -> {
            OwnerRow one = OwnerRow.insert(session, "one", "One", OwnerRow.Kind.ORGANIZATION, 1);
            OwnerRow all = OwnerRow.insert(session, "all", "All", OwnerRow.Kind.COMMUNITY, 1);
            one.join(session, all);
            one.join(session, all);
            AccountRow account = AccountRow.insert(session, one, "a", "admin", "enterprise", 2);
            KeyRow key = KeyRow.insert(
                    session,
                    new KeyRow.Draft(account.id(), KeyRow.Kind.BEARER, "k", "tck_", ROOT, null, null, null),
                    3);
            KeyRow.revoke(session, key.id(), 4);
            KeyRow.revoke(session, key.id(), 5);
            Meta.GENESIS.put(session, "0x01");
            Meta.GENESIS.put(session, "0x02");
            new CheckpointRow(new TreeSize(7), ROOT, "note", 6).insert(session);
            submission(10).put(session);
            submission(11).put(session);
            SubmissionRow.mined(session, "0x01", 44_000, BigInteger.TWO);
            return true;
        });
        anchor(7).put();
        anchor(7).put();

        for (LedgerTable table : LedgerTable.values()) {
            if (table.isSealed() && table != LedgerTable.ENTRIES && table != LedgerTable.IDEMPOTENCY) {
                assertThat(rows(table)).as(table.word()).isNotEmpty().allMatch(RawRow::isAsSealed);
            }
        }
        assertThat(rows(LedgerTable.KEYS))
                .extracting(row -> row.number("revoked_at"))
                .containsExactly(4L);
        assertThat(rows(LedgerTable.SUBMISSIONS))
                .extracting(row -> row.number("sent_at"))
                .containsExactly(11L);
    }

    @Test
    void aSealTellsTypesColumnsAndTablesApart() {
        Set<String> seals = new HashSet<>();
        Object[][] rows = {
            {"a", "b", null},
            {"ab", "", null},
            {"", "ab", null},
            {"a", null, null},
            {"a", "b".getBytes(java.nio.charset.StandardCharsets.US_ASCII), null},
            {"a", 7L, null},
            {"a", "7", null},
        };
        for (Object[] row : rows) {
            byte[] seal = Seal.of(LedgerTable.META, row);
            assertThat(seal).hasSize(Seal.LENGTH_BYTES);
            assertThat(seals.add(Arrays.toString(seal))).isTrue();
        }
        assertThat(seals.add(Arrays.toString(Seal.of(LedgerTable.MEMBERSHIPS, rows[0]))))
                .isTrue();
        assertThat(Seal.of(LedgerTable.META, new Object[] {"a", 7, null}))
                .isEqualTo(Seal.of(LedgerTable.META, new Object[] {"a", 7L, null}));
    }

    private record Put(LedgerDatabase database, AnchorRow row) {
        void put() {
            database.write(session -> {
                row.put(session);
                return true;
            });
        }
    }

    private Put anchor(long size) {
        return new Put(database, new AnchorRow(new TreeSize(size), ROOT, "0x01", 9, "0x02", 1_795_000_000, 3, false));
    }

    private static SubmissionRow submission(long sentAt) {
        return new SubmissionRow(
                "0x01", 1, new TreeSize(7), ROOT, BigInteger.TEN, BigInteger.ONE, 9, sentAt, 8, null, null);
    }

    private List<RawRow> rows(LedgerTable table) {
        return database.read(session -> table.page(session, null, 10));
    }
}
