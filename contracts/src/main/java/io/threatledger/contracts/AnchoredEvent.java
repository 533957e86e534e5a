package io.threatledger.contracts;

import java.math.BigInteger;
import java.util.List;
import org.web3j.utils.Numeric;

/** A head was anchored: {@code Anchored(bytes32 indexed logId, uint64 indexed size, bytes32 root)}. */
public record AnchoredEvent(LogId logId, long size, Bytes32 root) implements LedgerEvent {
    public static final String TOPIC = Topics.ofSignature("Anchored(bytes32,uint64,bytes32)");

    /**
     * Reads one log record.
     *
     * @throws ContractDecodingException if this is not an Anchored event
     */
    public static AnchoredEvent decode(List<String> topics, String data) {
        Words indexed = Topics.indexed("Anchored", TOPIC, topics, 2);
        Words words = Words.ofExactly("Anchored", data, 1);
        return new AnchoredEvent(new LogId(indexed.bytes32(0)), indexed.longValue(1), words.bytes32(0));
    }

    /** The third topic of the anchor at this size, for a filter that wants just that one. */
    public static String topicOfSize(long size) {
        return Numeric.toHexStringWithPrefixZeroPadded(BigInteger.valueOf(size), Bytes32.SIZE_BYTES * 2);
    }
}
