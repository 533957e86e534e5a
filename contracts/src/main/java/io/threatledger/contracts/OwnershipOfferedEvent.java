package io.threatledger.contracts;

import java.util.List;

/**
 * An owner offered the log to another account, or withdrew the offer (zero): {@code OwnershipOffered(bytes32 indexed
 * logId, address indexed pendingOwner)}.
 */
public record OwnershipOfferedEvent(LogId logId, EthAddress pendingOwner) implements LedgerEvent {
    public static final String TOPIC = Topics.ofSignature("OwnershipOffered(bytes32,address)");

    /**
     * Reads one log record.
     *
     * @throws ContractDecodingException if this is not an OwnershipOffered event
     */
    public static OwnershipOfferedEvent decode(List<String> topics, String data) {
        Words indexed = Topics.indexed("OwnershipOffered", TOPIC, topics, 2);
        Words.ofExactly("OwnershipOffered", data, 0);
        return new OwnershipOfferedEvent(new LogId(indexed.bytes32(0)), indexed.address(1));
    }
}
