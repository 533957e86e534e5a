package io.threatledger.contracts;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A log was opened: {@code LogOpened(bytes32 indexed logId, address indexed owner, string origin, bytes32
 * checkpointKey, bytes32 entryKey, address anchorer)}.
 */
public record LogOpenedEvent(LogId logId, EthAddress owner, String origin, ContractKeys keys, EthAddress anchorer)
        implements LedgerEvent {
    public static final String TOPIC = Topics.ofSignature("LogOpened(bytes32,address,string,bytes32,bytes32,address)");

    /**
     * Reads one log record.
     *
     * @throws ContractDecodingException if this is not a LogOpened event
     */
    public static LogOpenedEvent decode(List<String> topics, String data) {
        Words indexed = Topics.indexed("LogOpened", TOPIC, topics, 2);
        Words words = Words.of("LogOpened", data);
        return new LogOpenedEvent(
                new LogId(indexed.bytes32(0)),
                indexed.address(1),
                new String(words.dynamic(0), StandardCharsets.UTF_8),
                new ContractKeys(words.bytes32(1), words.bytes32(2)),
                words.address(3));
    }
}
