package io.threatledger.chain;

import io.threatledger.log.Change;
import io.threatledger.log.Outcome;
import io.threatledger.log.TestLedger;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.Checkpoint;
import io.threatledger.note.SignedNote;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Watermark;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.IntStream;

/** The ledger with its two chain loops running, as a node wires them. */
final class TestNode implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestLedger ledger;
    private final Watermark published = new Watermark(0);
    private final Watcher watcher;
    private final Anchorer anchorer;
    private int targets;

    TestNode(Path folder, ChainSettings settings) {
        ledger = new TestLedger(folder);
        watcher = new Watcher(
                ChainClient.forWork(settings.rpcUrl()),
                settings,
                ledger.database(),
                TestChain.SIGNER,
                published,
                InstantSource.system());
        anchorer = new Anchorer(
                ChainClient.forWork(settings.rpcUrl()),
                settings,
                TestChain.ANCHORER,
                ledger.database(),
                ledger.appended(),
                watcher::poke,
                InstantSource.system());
    }

    static TestNode started(Path folder, ChainSettings settings) {
        TestNode node = new TestNode(folder, settings);
        node.watcher.start();
        node.anchorer.start();
        return node;
    }

    TestLedger ledger() {
        return ledger;
    }

    LedgerDatabase database() {
        return ledger.database();
    }

    Watcher watcher() {
        return watcher;
    }

    Anchorer anchorer() {
        return anchorer;
    }

    Watermark published() {
        return published;
    }

    /** Appends this many entries in one request; says the size then. */
    long append(int entries) {
        targets += entries;
        Change[] changes = IntStream.range(targets - entries, targets)
                .mapToObj(i -> TestLedger.add("198.51." + (i >> 8) + "." + (i & 255)))
                .toArray(Change[]::new);
        Outcome outcome = ledger.append(changes);
        if (!(outcome instanceof Outcome.Appended)) {
            throw new AssertionError("not appended: " + outcome);
        }
        return ledger.head().size().value();
    }

    void awaitPublished(long size) {
        try {
            if (!published.await(size, PATIENCE)) {
                throw new AssertionError("not published: " + size + "; published is " + published.value()
                        + "; anchorer: " + anchorer.lastError() + "; watcher: " + watcher.lastError());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Optional<AnchorRow> anchor(long size) {
        return database().read(session -> AnchorRow.at(session, new TreeSize(size)));
    }

    long anchored() {
        return database().read(AnchorRow::newestSize).value();
    }

    /** The checkpoint of this size, opened with the log's key. */
    Checkpoint checkpoint(long size) {
        CheckpointRow row = database()
                .read(session -> CheckpointRow.at(session, new TreeSize(size)))
                .orElseThrow();
        SignedNote.parse(row.note()).verify(TestChain.SIGNER.verifier());
        return Checkpoint.open(row.note(), TestChain.SIGNER.verifier());
    }

    /** Ends the loops and leaves the ledger open. */
    void stopLoops() {
        anchorer.close();
        watcher.close();
    }

    @Override
    public void close() {
        stopLoops();
        ledger.close();
    }
}
