package io.threatledger.contracts;

/**
 * A size and the RFC 6962 root of that many entries.
 *
 * @param size entries; the chain has room for 64 bits, this type for the 63 that a ledger can reach
 */
public record TreeHead(long size, Bytes32 root) {

    public TreeHead {
        if (size < 0) {
            throw new IllegalArgumentException("size " + size + " is negative");
        }
    }
}
