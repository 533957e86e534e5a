package io.threatledger.chain;

import io.threatledger.contracts.ContractHead;
import io.threatledger.contracts.ContractKeys;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LogId;
import io.threatledger.merkle.TreeSize;
import io.threatledger.proof.Anchor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a verifier reads from the chain itself, given no more than an RPC address, a contract and a log id. */
public final class OnChain {
    public OnChain(ChainClient client, EthAddress contract, LogId logId) {}

    /** Origin as it was opened with; empty when the log is not open. */
    public Optional<String> origin() {
        return Skeleton.missing();
    }

    /** The keys now. Both zero when the log is not open. */
    public ContractKeys keys() {
        return Skeleton.missing();
    }

    public ContractHead head() {
        return Skeleton.missing();
    }

    /**
     * The anchor of exactly this size.
     *
     * @param transaction where to look; null: search the whole chain
     */
    public Optional<Anchor> anchor(TreeSize size, @Nullable String transaction) {
        return Skeleton.missing();
    }
}
