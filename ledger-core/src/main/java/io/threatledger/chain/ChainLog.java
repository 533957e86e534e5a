package io.threatledger.chain;

import java.util.List;

/** A log record in a block. */
record ChainLog(
        String address, List<String> topics, String data, String tx, long block, String blockHash, int logIndex) {
    static ChainLog read(Json log) {
        return new ChainLog(
                log.get("address").address(),
                log.get("topics").items().stream().map(Json::word).toList(),
                log.get("data").data(),
                log.get("transactionHash").word(),
                log.get("blockNumber").quantity(),
                log.get("blockHash").word(),
                log.get("logIndex").smallQuantity());
    }
}
