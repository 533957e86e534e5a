package io.threatledger.contracts;

import java.util.List;

/** Another account anchors from now on: {@code AnchorerChanged(bytes32 indexed logId, address indexed anchorer)}. */
public record AnchorerChangedEvent(LogId logId, EthAddress anchorer) implements LedgerEvent {
    public static final String TOPIC = Topics.ofSignature("AnchorerChanged(bytes32,address)");

    /**
     * Reads one log record.
     *
     * @throws ContractDecodingException if this is not an AnchorerChanged event
     */
    public static AnchorerChangedEvent decode(List<String> topics, String data) {
        Words indexed = Topics.indexed("AnchorerChanged", TOPIC, topics, 2);
        Words.ofExactly("AnchorerChanged", data, 0);
        return new AnchorerChangedEvent(new LogId(indexed.bytes32(0)), indexed.address(1));
    }
}
