package io.threatledger.chain;

import io.threatledger.contracts.EthAddress;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A mined transaction.
 *
 * @param succeeded false when it was reverted
 */
record Receipt(
        String tx,
        long block,
        String blockHash,
        boolean succeeded,
        long gasUsed,
        BigInteger gasPriceWei,
        Optional<EthAddress> createdContract,
        List<ChainLog> logs) {
    static Receipt read(Json receipt) {
        Json created = receipt.get("contractAddress");
        return new Receipt(
                receipt.get("transactionHash").word(),
                receipt.get("blockNumber").quantity(),
                receipt.get("blockHash").word(),
                receipt.get("status").quantity() == 1,
                receipt.get("gasUsed").quantity(),
                receipt.get("effectiveGasPrice").bigQuantity(),
                created.isNull() ? Optional.empty() : Optional.of(new EthAddress(created.address())),
                receipt.get("logs").items().stream().map(ChainLog::read).toList());
    }
}
