package io.threatledger.client;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What became of a batch, in numbers.
 *
 * @param entries one for each report
 * @param existing of them stood there already
 * @param highestIndex the highest ledger index among them; -1 where the node named none
 */
public record Receipt(int entries, int existing, long highestIndex) {

    /** Reads an array of envelopes without keeping them: an import gets a megabyte of them for each batch. */
    static Receipt read(JsonParser json) {
        int entries = 0;
        int existing = 0;
        long highest = -1;
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw new ClientException.Unexpected("the node answered a batch with something else than an array");
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            entries++;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "existing" -> existing += json.getBooleanValue() ? 1 : 0;
                    case "index" -> highest = Math.max(highest, json.getLongValue());
                    default -> json.skipChildren();
                }
            }
        }
        return new Receipt(entries, existing, highest);
    }
}
