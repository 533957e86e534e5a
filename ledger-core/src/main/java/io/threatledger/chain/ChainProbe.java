package io.threatledger.chain;

import io.threatledger.contracts.EthAddress;
import io.threatledger.gate.Condition;
import io.threatledger.gate.Verdict;
import io.threatledger.store.LedgerDatabase;
import java.time.InstantSource;
import java.util.Optional;

/** Asks the chain whether the node may write: one JSON-RPC batch, at most a second. */
public final class ChainProbe implements Condition {
    /**
     * @param client from {@link ChainClient#forProbe}
     * @param account the anchoring account
     */
    public ChainProbe(
            ChainClient client,
            ChainSettings settings,
            EthAddress account,
            LedgerDatabase database,
            InstantSource clock) {}

    @Override
    public Verdict ask() {
        return Skeleton.missing();
    }

    /** What the chain last answered; it stays while the chain is away. */
    public Optional<ChainView> lastSeen() {
        return Skeleton.missing();
    }
}
