package io.threatledger.contracts;

import java.util.List;

/** Other keys sign from now on: {@code KeysRotated(bytes32 indexed logId, bytes32 checkpointKey, bytes32 entryKey)}. */
public record KeysRotatedEvent(LogId logId, ContractKeys keys) implements LedgerEvent {
    public static final String TOPIC = Topics.ofSignature("KeysRotated(bytes32,bytes32,bytes32)");

    /**
     * Reads one log record.
     *
     * @throws ContractDecodingException if this is not a KeysRotated event
     */
    public static KeysRotatedEvent decode(List<String> topics, String data) {
        Words indexed = Topics.indexed("KeysRotated", TOPIC, topics, 1);
        Words words = Words.ofExactly("KeysRotated", data, 2);
        return new KeysRotatedEvent(
                new LogId(indexed.bytes32(0)), new ContractKeys(words.bytes32(0), words.bytes32(1)));
    }
}
