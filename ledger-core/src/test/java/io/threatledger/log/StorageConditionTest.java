package io.threatledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.chain.LaggingCondition;
import io.threatledger.gate.GateWord;
import io.threatledger.store.Faults;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.OwnReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StorageConditionTest {
    @TempDir
    Path folder;

    /** While every connection of the pool is taken, whoever asked through it would wait for ten seconds and say disk. */
    @Test
    @Timeout(8)
    void slowReadersDoNotKeepTheGateWaiting() throws Exception {
        CountDownLatch taken = new CountDownLatch(LedgerDatabase.READERS_MAX);
        CountDownLatch release = new CountDownLatch(1);
        try (TestLedger ledger = new TestLedger(folder);
                OwnReader own = ledger.database().ownReader()) {
            ledger.append(TestLedger.add("203.0.113.1"));
            var slow = IntStream.range(0, LedgerDatabase.READERS_MAX)
                    .mapToObj(i -> Thread.ofPlatform()
                            .start(() -> ledger.database().read(session -> {
                                taken.countDown();
                                return await(release);
                            })))
                    .toList();
            taken.await();

            assertThat(condition(ledger, own).ask().isOpen()).isTrue();
            assertThat(new LaggingCondition(own, ledger.clock()).ask().isOpen()).isTrue();
            assertThat(ledger.append(TestLedger.add("203.0.113.2"))).isInstanceOf(Outcome.Appended.class);
            release.countDown();
            for (Thread thread : slow) {
                thread.join();
            }
        }
    }

    @Test
    void aReadThatFailsIsDiskUntilTheNextSucceeds() {
        try (Faults faults = Faults.on(folder.resolve("ledger.db"));
                TestLedger ledger = new TestLedger(folder);
                OwnReader own = ledger.database().ownReader()) {
            ledger.append(TestLedger.add("203.0.113.1"));
            faults.failReading("FROM head", 1);

            assertThat(condition(ledger, own).ask().closedBy()).isEqualTo(GateWord.DISK);
            assertThat(condition(ledger, own).ask().isOpen()).isTrue();
        }
    }

    @Test
    void aDiskWithoutItsReserveIsDisk() {
        try (TestLedger ledger = new TestLedger(folder)) {
            var condition = new StorageCondition(ledger.database(), ledger.database(), ledger.clock(), Long.MAX_VALUE);

            assertThat(condition.ask().closedBy()).isEqualTo(GateWord.DISK);
        }
    }

    @Test
    void aClockFarBehindTheNewestEntryIsClock() {
        try (TestLedger ledger = new TestLedger(folder);
                OwnReader own = ledger.database().ownReader()) {
            ledger.append(TestLedger.add("203.0.113.1"));
            ledger.advanceClock(Duration.ofSeconds(-LedgerClock.BEHIND_SECONDS_MAX));
            assertThat(condition(ledger, own).ask().isOpen()).isTrue();
            ledger.advanceClock(Duration.ofSeconds(-1));
            assertThat(condition(ledger, own).ask().closedBy()).isEqualTo(GateWord.CLOCK);
        }
    }

    private static StorageCondition condition(TestLedger ledger, OwnReader rows) {
        return new StorageCondition(ledger.database(), rows, ledger.clock(), 0);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
