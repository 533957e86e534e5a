package io.threatledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.OwnerRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator sees of fsck. */
class FsckCommandTest {
    @TempDir
    Path folder;

    private Path data;
    private Path ledger;

    @BeforeEach
    void make() throws IOException {
        data = Files.createDirectory(folder.resolve("dev"));
        Files.writeString(data.resolve("origin"), "dev.threatledger.example/0badcafe\n");
        Files.writeString(data.resolve("seed"), "07".repeat(32) + "\n");
        ledger = data.resolve("ledger.db");
        try (LedgerDatabase database = LedgerDatabase.create(ledger)) {
            database.write(session -> OwnerRow.insert(session, "acme", "Acme", OwnerRow.Kind.ORGANIZATION, 7));
        }
    }

    @Test
    void damageIsStatusOneAndNamesTheRow() {
        damage("UPDATE owners SET name = 'Acne'");

        Terminal.Result result = Terminal.in(folder).run("fsck", data.toString());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).containsPattern("owners +1 +DAMAGED").contains("owners row 1, column seal");
        assertThat(result.out().lines().reduce((former, last) -> last))
                .hasValueSatisfying(last -> assertThat(last).contains("DAMAGED, first in owners row 1"));
    }

    @Test
    void whatCannotBeReadIsStatusThreeAndOneLine() throws IOException {
        Files.writeString(ledger, "no database at all ".repeat(100));
        Terminal.Result result = Terminal.in(folder).run("fsck", data.toString());
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err().lines()).hasSize(1);

        Files.delete(ledger);
        assertThat(Terminal.in(folder).run("fsck", data.toString()).status()).isEqualTo(3);
        assertThat(ledger).doesNotExist();
    }

    @Test
    void aFolderThatNobodyVouchesForNeedsAConfiguration() {
        Terminal.Result result = Terminal.in(folder).run("fsck", folder.toString());

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains("threatledger.conf");
    }

    @Test
    void aCleanLedgerIsStatusZeroAlsoWhileItIsOpen() {
        try (LedgerDatabase database = LedgerDatabase.open(ledger)) {
            database.write(session -> OwnerRow.insert(session, "other", "Other", OwnerRow.Kind.COMMUNITY, 8));
            Terminal.Result result = Terminal.in(folder).run("fsck", data.toString());

            assertThat(result.status()).as(result.out() + result.err()).isZero();
            assertThat(result.out()).containsPattern("owners +2 +ok").contains("clean", "rows/s");
        }
    }

    @Test
    void aConfigurationNamesTheFolderAndTheKeys() {
        Path node = folder.resolve("node");
        Terminal.in(folder).run("init", node.toString(), "--origin", "log.example.org/threats");
        Terminal terminal = Terminal.in(folder)
                .with(Map.of(
                        "THREATLEDGER_CHAIN_RPC_URL",
                        "http://127.0.0.1:1",
                        "THREATLEDGER_CHAIN_ID",
                        "31337",
                        "THREATLEDGER_CHAIN_CONTRACT",
                        "0x" + "11".repeat(20),
                        "THREATLEDGER_CHAIN_LOG_ID",
                        "0x" + "22".repeat(32)));
        String config = node.resolve("threatledger.conf").toString();

        assertThat(terminal.run("fsck", "--config", config).status()).isZero();
        assertThat(terminal.run("fsck", "--config", config, data.toString()).out())
                .contains(data + "/ledger.db: clean");
        assertThat(terminal.run("fsck", "--config", config, node.toString()).status())
                .isEqualTo(3);
    }

    private void damage(String sql) {
        try (LedgerDatabase database = LedgerDatabase.open(ledger)) {
            database.write(session -> session.run(sql));
        }
    }
}
