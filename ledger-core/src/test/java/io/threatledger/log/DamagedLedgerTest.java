package io.threatledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.gate.GateWord;
import io.threatledger.merkle.TreeSize;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedLedgerTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE tiles SET hashes = CAST(substr(hashes, 1, 32) || zeroblob(64) AS BLOB)",
                "UPDATE tiles SET hashes = CAST(substr(hashes, 1, 64) AS BLOB)",
                "DELETE FROM tiles",
                "UPDATE head SET root = zeroblob(32)",
                "UPDATE head SET size = 2"
            })
    void aLedgerThatDoesNotGiveItsOwnRootIsNeverWritten(String damage) {
        try (TestLedger ledger = new TestLedger(folder)) {
            IntStream.range(0, 3).forEach(i -> ledger.append(TestLedger.add("203.0.113." + i)));
            ledger.restart(() -> {
                try (var database = io.threatledger.store.LedgerDatabase.open(folder.resolve("ledger.db"))) {
                    database.write(session -> session.run(damage));
                }
            });

            assertThat(ledger.append(TestLedger.add("203.0.113.9"))).isEqualTo(new Outcome.Closed(GateWord.DIVERGED));
            assertThat(ledger.gate().verdict().closedBy()).isEqualTo(GateWord.DIVERGED);
            assertThat(ledger.fatal().get()).isNull();
        }
    }

    @Test
    void anUndamagedOneGoesOn() {
        try (TestLedger ledger = new TestLedger(folder)) {
            ledger.append(TestLedger.add("203.0.113.1"));
            ledger.restart(() -> {});
            ledger.append(TestLedger.add("203.0.113.2"));
            assertThat(ledger.head().size()).isEqualTo(new TreeSize(2));
        }
    }
}
