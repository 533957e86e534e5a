package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import io.threatledger.contracts.Artifact;
import io.threatledger.contracts.Bytes32;
import io.threatledger.contracts.ContractKeys;
import io.threatledger.contracts.Create2;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LedgerContract;
import io.threatledger.contracts.LogId;
import io.threatledger.entry.Origin;
import java.math.BigInteger;
import java.util.Optional;

/** What is done once for each chain and once for each log. Blocks until it is mined. */
public final class Setup {
    /** One contract serves everybody, so nothing distinguishes one deployment of it from another. */
    private static final Bytes32 SALT = Bytes32.ZERO;

    /**
     * A contract on the chain.
     *
     * @param wasThere whether it had been deployed before
     */
    public record Deployed(EthAddress contract, boolean wasThere) {}

    private final ChainClient client;
    private final Transactor transactor;

    /**
     * Makes a setup.
     *
     * @param account pays, and owns the logs that it opens
     * @param feeCapWei the most a unit of gas may cost
     */
    public Setup(ChainClient client, ChainAccount account, BigInteger feeCapWei) {
        this.client = client;
        this.transactor = new Transactor(client, account, feeCapWei);
    }

    /** Deploys the contract: to the same address on every chain that has the deterministic deployer, else to a new one. */
    public Deployed deployContract() throws InterruptedException {
        if (!client.hasCode(Create2.DEPLOYER)) {
            Receipt receipt = transactor.send(null, Artifact.creationCodeHex());
            return new Deployed(confirmed(receipt.createdContract(), receipt), false);
        }
        EthAddress address = Create2.address(SALT, Artifact.creationCode());
        if (client.hasCode(address)) {
            return new Deployed(address, true);
        }
        Receipt receipt = transactor.send(Create2.DEPLOYER, Create2.deploymentData(SALT, Artifact.creationCode()));
        return new Deployed(confirmed(Optional.of(address), receipt), false);
    }

    /**
     * Opens a log; finds it when this account has opened it before, with whatever keys it has now.
     *
     * @param anchorer who may anchor; the account itself stays its owner
     */
    public OpenLog openLog(EthAddress contract, Origin origin, ContractKeys keys, EthAddress anchorer)
            throws InterruptedException {
        LogId logId = LogId.of(origin.value(), transactor.address());
        OnChain chain = new OnChain(client, contract, logId);
        Optional<OpenLog> before = chain.find();
        if (before.isPresent()) {
            return before.get();
        }
        transactor.send(contract, LedgerContract.encodeOpen(origin.value(), keys, anchorer));
        return chain.find()
                .orElseThrow(
                        () -> new ChainException(Reason.MALFORMED, "log " + logId + " was opened and is not there"));
    }

    private EthAddress confirmed(Optional<EthAddress> address, Receipt receipt) {
        return address.filter(client::hasCode)
                .orElseThrow(() -> new ChainException(
                        Reason.MALFORMED, "transaction " + receipt.tx() + " was mined and there is no contract"));
    }
}
