package io.threatledger.chain;

import java.math.BigInteger;

/**
 * A block's header, as much of it as we use.
 *
 * @param hash {@code 0x} and 64 lower-case digits; so is the parent's
 * @param timeSeconds since the epoch
 * @param baseFeeWei zero on a chain without EIP-1559
 */
record ChainBlock(long number, String hash, String parentHash, long timeSeconds, BigInteger baseFeeWei) {
    static ChainBlock read(Json block) {
        Json baseFee = block.get("baseFeePerGas");
        return new ChainBlock(
                block.get("number").quantity(),
                block.get("hash").word(),
                block.get("parentHash").word(),
                block.get("timestamp").quantity(),
                baseFee.isNull() ? BigInteger.ZERO : baseFee.bigQuantity());
    }
}
