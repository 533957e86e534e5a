package io.threatledger.chain;

import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LogId;

/**
 * Which chain, which contract, which log, and how the node treats them.
 *
 * @param rpcUrl the node to ask, {@code http://…} or {@code https://…}; may hold a key, so it is not shown
 * @param chainId what that node must call its chain
 * @param firstBlock no event of the log is in an earlier block; 0 where nobody knows better
 * @param headAgeSecondsMax a newest block older than this means the chain stands still; 0: never
 */
public record ChainSettings(
        String rpcUrl,
        long chainId,
        EthAddress contract,
        LogId logId,
        long firstBlock,
        Finality finality,
        long headAgeSecondsMax,
        AnchorPolicy policy) {

    /** The RPC address may hold a provider's key. */
    @Override
    public String toString() {
        return "ChainSettings[chain " + chainId + ", contract " + contract + ", log " + logId + "]";
    }
}
