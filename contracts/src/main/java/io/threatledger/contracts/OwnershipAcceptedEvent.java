package io.threatledger.contracts;

import java.util.List;

/** A log has another owner: {@code OwnershipAccepted(bytes32 indexed logId, address indexed owner)}. */
public record OwnershipAcceptedEvent(LogId logId, EthAddress owner) implements LedgerEvent {
    public static final String TOPIC = Topics.ofSignature("OwnershipAccepted(bytes32,address)");

    /**
     * Reads one log record.
     *
     * @throws ContractDecodingException if this is not an OwnershipAccepted event
     */
    public static OwnershipAcceptedEvent decode(List<String> topics, String data) {
        Words indexed = Topics.indexed("OwnershipAccepted", TOPIC, topics, 2);
        Words.ofExactly("OwnershipAccepted", data, 0);
        return new OwnershipAcceptedEvent(new LogId(indexed.bytes32(0)), indexed.address(1));
    }
}
