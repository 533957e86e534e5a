package io.threatledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.store.StorageException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A ledger whose first commit hangs until the test says how it ends: what comes meanwhile is decided on top of it. */
final class HangingCommit implements AutoCloseable {
    private final TestLedger ledger;
    private final CountDownLatch underWay = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger commits = new AtomicInteger();
    private volatile boolean fails;

    HangingCommit(TestLedger ledger) {
        this.ledger = ledger;
        ledger.withCommit(batch -> {
            commits.incrementAndGet();
            underWay.countDown();
            await(end);
            if (fails) {
                fails = false;
                throw new StorageException("failed late");
            }
            ledger.commit(batch);
        });
    }

    /** The request whose commit hangs. */
    CompletableFuture<Outcome> hang(AppendRequest request) {
        CompletableFuture<Outcome> outcome = queue(request);
        await(underWay);
        return outcome;
    }

    CompletableFuture<Outcome> hang(Change... changes) {
        return hang(TestLedger.request(List.of(changes)));
    }

    /** Returns when the request is in the queue or beyond: requests are decided in the order of these calls. */
    CompletableFuture<Outcome> queue(AppendRequest request) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread client = Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(ledger.append(request));
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        // with its patience: nothing before that waits for a time
        while (client.getState() != Thread.State.TIMED_WAITING) {
            assertThat(outcome).isNotDone();
            Thread.onSpinWait();
        }
        return outcome;
    }

    CompletableFuture<Outcome> queue(Change change) {
        return queue(TestLedger.request(List.of(change)));
    }

    /** How many have begun. */
    int commits() {
        return commits.get();
    }

    void goOn() {
        end.countDown();
    }

    void fail() {
        fails = true;
        goOn();
    }

    @Override
    public void close() {
        goOn();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
