package io.threatledger.chain;

import io.threatledger.store.LedgerDatabase;

/** A development chain that began anew under a ledger that has not. */
public final class DevChainReset {
    public DevChainReset(ChainClient client, ChainSettings settings, LedgerDatabase database) {}

    /** Whether the log is absent, or block 0 is not the one this ledger has known. */
    public boolean happened() {
        return Skeleton.missing();
    }

    /**
     * Takes back every anchor and forgets every submission; checkpoints stay. Call it after the log was opened anew: all
     * entries are then anchored again.
     */
    public void takeBackAnchors() {
        Skeleton.missing();
    }

    /** Remembers block 0 of the chain; call it when the log was opened. */
    public void rememberGenesis() {
        Skeleton.missing();
    }
}
