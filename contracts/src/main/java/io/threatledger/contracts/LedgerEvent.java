package io.threatledger.contracts;

import java.util.List;
import java.util.Optional;

/**
 * What the contract tells. History is here and nowhere else: the slots hold only the last head.
 *
 * <p>Each event has its {@code TOPIC} (first topic, for filters of {@code eth_getLogs}); the second topic is always the
 * log's id, {@code logId.toString()}.
 */
public sealed interface LedgerEvent
        permits AnchoredEvent,
                LogOpenedEvent,
                AnchorerChangedEvent,
                KeysRotatedEvent,
                OwnershipOfferedEvent,
                OwnershipAcceptedEvent {

    LogId logId();

    /**
     * The event of a log record, whichever it is; empty for one that the contract does not have.
     *
     * @throws ContractDecodingException if the topic is ours and the rest is not
     */
    static Optional<LedgerEvent> decode(List<String> topics, String data) {
        String topic = topics.isEmpty() ? "" : topics.get(0);
        if (topic.equals(AnchoredEvent.TOPIC)) {
            return Optional.of(AnchoredEvent.decode(topics, data));
        } else if (topic.equals(LogOpenedEvent.TOPIC)) {
            return Optional.of(LogOpenedEvent.decode(topics, data));
        } else if (topic.equals(AnchorerChangedEvent.TOPIC)) {
            return Optional.of(AnchorerChangedEvent.decode(topics, data));
        } else if (topic.equals(KeysRotatedEvent.TOPIC)) {
            return Optional.of(KeysRotatedEvent.decode(topics, data));
        } else if (topic.equals(OwnershipOfferedEvent.TOPIC)) {
            return Optional.of(OwnershipOfferedEvent.decode(topics, data));
        } else if (topic.equals(OwnershipAcceptedEvent.TOPIC)) {
            return Optional.of(OwnershipAcceptedEvent.decode(topics, data));
        }
        return Optional.empty();
    }
}
