package io.threatledger.dev;

import io.threatledger.chain.AnchorPolicy;
import io.threatledger.chain.ChainAccount;
import io.threatledger.chain.ChainClient;
import io.threatledger.chain.ChainSettings;
import io.threatledger.chain.DevChainReset;
import io.threatledger.chain.Finality;
import io.threatledger.chain.Setup;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LogId;
import io.threatledger.devchain.Anvil;
import io.threatledger.store.LedgerDatabase;
import java.util.function.Consumer;

/** The contract and the log on a development chain. */
final class DevLog {
    /** The owner is a cold account and the anchorer a hot one, also here. */
    private static final ChainAccount OWNER = account(0);

    static final ChainAccount ANCHORER = account(1);

    /** Blocks on a timer may be late by some of them before the chain counts as standing still. */
    private static final int LATE_BLOCKS_MAX = 5;

    private DevLog() {}

    /** Deploys and opens what is not there, and tells when a former chain is gone. */
    static ChainSettings prepare(
            ChainClient client,
            String rpcUrl,
            int blockTimeSeconds,
            NodeIdentity identity,
            LedgerDatabase database,
            Consumer<String> say)
            throws InterruptedException {
        Setup setup = new Setup(client, OWNER, AnchorPolicy.DEFAULT.feeCapWei());
        EthAddress contract = setup.deployContract().contract();
        ChainSettings settings = settings(client, rpcUrl, blockTimeSeconds, contract, identity);
        DevChainReset reset = new DevChainReset(client, settings, database);
        boolean happened = reset.happened();
        setup.openLog(contract, identity.origin(), identity.contractKeys(), ANCHORER.address());
        // If we die here, the log is open and the next start finds it; happened() still holds, for the genesis differs.
        if (happened) {
            say.accept("the chain began anew: the log is opened again, and everything is anchored again");
            reset.takeBackAnchors();
        } else {
            reset.rememberGenesis();
        }
        return settings;
    }

    private static ChainSettings settings(
            ChainClient client, String rpcUrl, int blockTimeSeconds, EthAddress contract, NodeIdentity identity) {
        return new ChainSettings(
                rpcUrl,
                client.chainId(),
                contract,
                LogId.of(identity.origin().value(), OWNER.address()),
                0,
                Finality.afterConfirmations(1),
                (long) blockTimeSeconds * LATE_BLOCKS_MAX,
                AnchorPolicy.DEFAULT);
    }

    private static ChainAccount account(int index) {
        return ChainAccount.ofHexKey(Anvil.developmentAccount(index).privateKey());
    }
}
