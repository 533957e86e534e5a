package io.threatledger.chain;

import io.threatledger.contracts.EthAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is signed.
 *
 * @param to null deploys a contract
 * @param data {@code 0x…}
 */
record Transaction(long chainId, long nonce, @Nullable EthAddress to, String data, long gasLimit, Fees fees) {

    /**
     * Signed and ready to be sent.
     *
     * @param hash its hash, known before anybody has seen it
     * @param raw {@code 0x…}
     */
    record Signed(String hash, String raw) {}
}
