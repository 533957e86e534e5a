package io.threatledger.contracts;

import java.time.Instant;

/**
 * What the contract holds of a log: the last anchor.
 *
 * @param size entries; 0 before the first anchor and for a log that is not open
 * @param root the RFC 6962 root of these entries; zero before the first anchor
 * @param anchoredAtSeconds block time of the last anchor, seconds since the epoch; 0 before the first anchor
 */
public record ContractHead(long size, Bytes32 root, long anchoredAtSeconds) {

    public boolean isEmpty() {
        return size == 0;
    }

    public Instant anchoredAt() {
        return Instant.ofEpochSecond(anchoredAtSeconds);
    }
}
