package io.threatledger.chain;

import io.threatledger.contracts.ContractHead;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the probe saw of the chain when it last answered.
 *
 * @param blockNumber the newest block
 * @param blockTimeSeconds its timestamp, seconds since the epoch
 * @param headAgeSeconds how old it was by our clock; never negative
 * @param contractHead the log's head; null when the contract did not tell
 * @param balanceWei what the anchoring account has
 * @param clientVersion what the node calls itself; null when it does not say
 * @param peers how many nodes it talks to; null when it does not say
 */
public record ChainView(
        long chainId,
        long blockNumber,
        long blockTimeSeconds,
        long headAgeSeconds,
        @Nullable ContractHead contractHead,
        BigInteger balanceWei,
        @Nullable String clientVersion,
        @Nullable Long peers) {}
