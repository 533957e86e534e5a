package io.threatledger.chain;

import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Watermark;
import java.time.InstantSource;
import java.util.Optional;

/** Puts the ledger's head on the chain: one loop, one transaction in flight. */
public final class Anchorer implements AutoCloseable {
    /**
     * @param client from {@link ChainClient#forWork}; this loop's own, closed with it
     * @param appended wakes the loop
     * @param mined told after an anchor is mined: {@code watcher::poke}
     */
    public Anchorer(
            ChainClient client,
            ChainSettings settings,
            ChainAccount account,
            LedgerDatabase database,
            Watermark appended,
            Runnable mined,
            InstantSource clock) {}

    public void start() {
        Skeleton.missing();
    }

    /** What the last turn failed with; empty since one succeeded. */
    public Optional<String> lastError() {
        return Skeleton.missing();
    }

    /** Stops at once, a call under way included. What was sent is found again by the next start. */
    @Override
    public void close() {
        Skeleton.missing();
    }
}
