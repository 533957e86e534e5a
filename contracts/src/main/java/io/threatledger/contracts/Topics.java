package io.threatledger.contracts;

import java.util.List;
import org.web3j.crypto.Hash;

/** The topics of a log record: the event's own, then the indexed values, a word each. */
final class Topics {

    private Topics() {}

    static String ofSignature(String signature) {
        return Hash.sha3String(signature);
    }

    /** The words after the event's own topic, once that is the one wanted and their number is right. */
    static Words indexed(String event, String topicWanted, List<String> topics, int indexedWanted) {
        if (topics.isEmpty() || !topics.get(0).equalsIgnoreCase(topicWanted)) {
            throw new ContractDecodingException("not the event %s: topics %s".formatted(event, topics));
        }
        StringBuilder hex = new StringBuilder();
        topics.stream().skip(1).map(topic -> topic.substring(2)).forEach(hex::append);
        return Words.ofExactly(event + " topics", hex.toString(), indexedWanted);
    }
}
