package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import java.math.BigInteger;

/**
 * What the chain asks for a transaction now.
 *
 * @param baseFeeWei of the next block, for a unit of gas
 * @param gas what the node estimates
 */
record Quote(Fees suggested, BigInteger baseFeeWei, long gas) {
    /** The state may differ by a few slots when it is mined: a quarter more. */
    long gasLimit() {
        return Math.addExact(gas, gas / 4);
    }

    /** The suggested fees within the cap. */
    Fees within(BigInteger capWei) {
        return suggested
                .within(capWei, baseFeeWei)
                .orElseThrow(() -> new ChainException(
                        Reason.TOO_EXPENSIVE,
                        "the base fee is " + baseFeeWei + " wei, above the cap of " + capWei + " wei"));
    }
}
