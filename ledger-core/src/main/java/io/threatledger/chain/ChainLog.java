package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import io.threatledger.contracts.ContractDecodingException;
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

    /** Reads an event's topics and data. */
    interface Decode<T> {
        T decode(List<String> topics, String data);
    }

    /** The event in it; a {@link ChainException} when it is not that one. */
    <T> T event(Decode<T> decode) {
        try {
            return decode.decode(topics, data);
        } catch (ContractDecodingException e) {
            throw new ChainException(Reason.MALFORMED, "event in " + tx, e);
        }
    }
}
