package io.threatledger.chain;

import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LogId;

/**
 * Which chain, which contract, which log, and how the node treats them.
 *
 * @param rpcUrl the node to ask, {@code http://…} or {@code https://…}; may hold a key, so it is not shown
 * @param chainId what that node must call its chain
 * @param firstBlock no event of the log is in an earlier block; 0 where nobody knows better
 * @param headAgeSecondsMax a newest block older than this means the chain stands still; 0: the times of its blocks are
 *     not looked at, because they are not the time of day
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

    /** One contract address and one log id may mean something on several chains: nothing is believed of another one. */
    void requireChain(long answering) {
        if (answering != chainId) {
            throw new ChainException(
                    ChainException.Reason.CONTRADICTED, "the RPC answers for chain " + answering + ", not " + chainId);
        }
    }

    /** The RPC address may hold a provider's key. */
    @Override
    public String toString() {
        return "ChainSettings[chain " + chainId + ", contract " + contract + ", log " + logId + "]";
    }
}
