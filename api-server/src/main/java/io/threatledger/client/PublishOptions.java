package io.threatledger.client;

import java.util.UUID;

/**
 * How a publish is sent.
 *
 * @param idempotencyKey makes a repetition of the same body the same request
 * @param skipActive where an equal entry is active, be content with it
 * @param awaitAnchor wait for the anchor as long as the node usually does; else only for the entry to be safe in the ledger
 */
public record PublishOptions(String idempotencyKey, boolean skipActive, boolean awaitAnchor) {

    /** A new request that waits for its anchor. */
    public static PublishOptions once() {
        return new PublishOptions(UUID.randomUUID().toString(), false, true);
    }
}
