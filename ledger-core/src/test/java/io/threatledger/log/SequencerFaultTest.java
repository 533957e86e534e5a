package io.threatledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.gate.GateWord;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.LedgerBatch;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequencerFaultTest {
    @TempDir
    Path folder;

    private TestLedger ledger;

    @BeforeEach
    void open() {
        ledger = new TestLedger(folder);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aCommitThatDidNotHappenIsAnsweredAsDisk() {
        AtomicInteger commits = new AtomicInteger();
        ledger.withCommit(batch -> {
            if (commits.incrementAndGet() == 2) {
                throw new StorageException("disk full");
            }
            ledger.commit(batch);
        });

        assertThat(append("203.0.113.1")).isInstanceOf(Outcome.Appended.class);
        assertThat(append("203.0.113.2")).isEqualTo(new Outcome.Closed(GateWord.DISK));
        assertThat(ledger.head().size()).isEqualTo(new TreeSize(1));
        assertThat(append("203.0.113.2")).isInstanceOf(Outcome.Appended.class);
        ledger.check();
    }

    @Test
    void aCommitThatHappenedAndWasReportedFailedIsAnsweredAsAppended() {
        ledger.withCommit(batch -> {
            ledger.commit(batch);
            throw new StorageException("the answer was lost");
        });

        assertThat(append("203.0.113.1")).isInstanceOf(Outcome.Appended.class);
        assertThat(append("203.0.113.1")).isInstanceOf(Outcome.Appended.class);
        assertThat(ledger.threat(0).supersededIndex()).isEqualTo(1);
        ledger.check();
    }

    @Test
    void anotherWriterIsFatalAndNobodyIsAnswered() {
        ledger.withCommit(batch -> {
            var foreign = new LedgerHead(
                    batch.to().size().plus(7), batch.to().root(), batch.to().issuedAtSeconds());
            new LedgerBatch(batch.from(), foreign, List.of(), List.of(), List.of(), List.of(), List.of())
                    .commit(ledger.database());
            throw new StorageException("lost");
        });
        var first = ledger.appendLater(TestLedger.request(List.of(TestLedger.add("203.0.113.1"))));

        assertThat(TestLedger.failure(first)).isInstanceOf(OutcomeUnknown.class);
        assertThat(append("203.0.113.2")).isEqualTo(new Outcome.QueueFull());
        assertThat(ledger.fatal().get()).isNotNull();
    }

    /** While one commit hangs and then fails, the batch prepared on top of it is thrown away and decided again. */
    @Test
    void whatWasPreparedOnAFailedCommitIsPreparedAgain() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch fail = new CountDownLatch(1);
        AtomicInteger commits = new AtomicInteger();
        ledger.withCommit(batch -> {
            if (commits.incrementAndGet() == 1) {
                underWay.countDown();
                await(fail);
                throw new StorageException("failed late");
            }
            ledger.commit(batch);
        });
        var first = ledger.appendLater(TestLedger.request(List.of(TestLedger.add("203.0.113.1"))));
        underWay.await();
        var second = ledger.appendLater(
                TestLedger.request(List.of(TestLedger.add("203.0.113.1"), TestLedger.add("203.0.113.2"))));
        fail.countDown();

        assertThat(first.get()).isEqualTo(new Outcome.Closed(GateWord.DISK));
        assertThat(second.get()).isInstanceOf(Outcome.Appended.class);
        assertThat(ledger.head().size()).isEqualTo(new TreeSize(2));
        assertThat(ledger.threat(0).supersededIndex()).isNull();
        ledger.check();
    }

    /** The sequencer waits for a commit with the next batch in hand; who comes after that is queued. */
    @Test
    void whoLosesPatienceInTheQueueIsWithdrawnAndNeverAppended() throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Semaphore signed = new Semaphore(0);
        ledger.withRandom(bytes -> {
            TestLedger.seeded(System.nanoTime()).fill(bytes);
            signed.release();
        });
        ledger.withCommit(batch -> {
            underWay.countDown();
            await(go);
            ledger.commit(batch);
        });
        var committing = ledger.appendLater(TestLedger.request(List.of(TestLedger.add("203.0.113.1"))));
        underWay.await();
        signed.drainPermits();
        var prepared = ledger.appendLater(TestLedger.request(List.of(TestLedger.add("203.0.113.2"))));
        signed.acquire();
        Outcome withdrawn = ledger.append(
                new AppendRequest(List.of(TestLedger.add("203.0.113.3")), null, 100, Duration.ofMillis(1)));
        go.countDown();

        assertThat(withdrawn).isEqualTo(new Outcome.Withdrawn());
        assertThat(List.of(committing.get(), prepared.get())).allMatch(Outcome.Appended.class::isInstance);
        assertThat(append("203.0.113.4")).isInstanceOf(Outcome.Appended.class);
        assertThat(ledger.head().size()).isEqualTo(new TreeSize(3));
        ledger.check();
    }

    /** The second is signed while the first commits; the third comes after that, and both are one commit. */
    @Test
    void whatComesDuringACommitJoinsTheBatchThatWaitsForIt() throws Exception {
        Semaphore signed = new Semaphore(0);
        ledger.withRandom(bytes -> {
            TestLedger.seeded(System.nanoTime()).fill(bytes);
            signed.release();
        });
        try (HangingCommit commit = new HangingCommit(ledger)) {
            var committing = commit.hang(TestLedger.add("203.0.113.1"));
            signed.drainPermits();
            var prepared = commit.queue(TestLedger.add("203.0.113.2"));
            signed.acquire();
            var joined = commit.queue(
                    TestLedger.request(List.of(TestLedger.add("203.0.113.2"), TestLedger.add("203.0.113.1"))));
            commit.goOn();

            assertThat(List.of(committing.get(), prepared.get(), joined.get()))
                    .allMatch(Outcome.Appended.class::isInstance);
            assertThat(commit.commits()).isEqualTo(2);
        }
        assertThat(ledger.head().size()).isEqualTo(new TreeSize(4));
        assertThat(ledger.threat(1).supersededIndex()).isEqualTo(2);
        assertThat(ledger.threat(0).supersededIndex()).isEqualTo(3);
        ledger.check();
    }

    private Outcome append(String target) {
        return ledger.append(TestLedger.add(target));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
