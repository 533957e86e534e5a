package io.threatledger.chain;

import io.threatledger.note.NoteSigner;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Watermark;
import java.time.InstantSource;
import java.util.Optional;

/** Follows the log's events on the chain: writes anchors, signs checkpoints, publishes; takes anchors back. */
public final class Watcher implements AutoCloseable {
    /**
     * @param client from {@link ChainClient#forWork}; this loop's own, closed with it
     * @param signer the checkpoint key; its name is the origin
     * @param published advanced to each published size after its commit
     */
    public Watcher(
            ChainClient client,
            ChainSettings settings,
            LedgerDatabase database,
            NoteSigner signer,
            Watermark published,
            InstantSource clock) {}

    public void start() {
        Skeleton.missing();
    }

    /** Look now: something was mined. */
    public void poke() {
        Skeleton.missing();
    }

    /** What the last look failed with; empty since one succeeded. */
    public Optional<String> lastError() {
        return Skeleton.missing();
    }

    /** Stops at once, a call under way included. */
    @Override
    public void close() {
        Skeleton.missing();
    }
}
