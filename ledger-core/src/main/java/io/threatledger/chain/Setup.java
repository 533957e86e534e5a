package io.threatledger.chain;

import io.threatledger.contracts.ContractKeys;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LogId;
import io.threatledger.entry.Origin;
import java.math.BigInteger;
import java.util.Optional;

/** What is done once for each chain and once for each log. */
public final class Setup {
    /**
     * A contract on the chain.
     *
     * @param wasThere whether it had been deployed before
     */
    public record Deployed(EthAddress contract, long block, boolean wasThere) {}

    /** A log on the contract. */
    public record Opened(LogId logId, EthAddress owner, EthAddress anchorer, ContractKeys keys, long block) {}

    /**
     * @param account pays, and owns the logs that it opens
     * @param feeCapWei the most a unit of gas may cost
     */
    public Setup(ChainClient client, ChainAccount account, BigInteger feeCapWei) {}

    /** Deploys the contract, to the same address on every chain that has the deterministic deployer. */
    public Deployed deployContract() {
        return Skeleton.missing();
    }

    /** Opens a log; finds it when this account has opened it before. */
    public Opened openLog(EthAddress contract, Origin origin, ContractKeys keys, EthAddress anchorer) {
        return Skeleton.missing();
    }

    /** The log as it stands on the chain; empty when it is not open there. */
    public Optional<Opened> findLog(EthAddress contract, LogId logId) {
        return Skeleton.missing();
    }
}
