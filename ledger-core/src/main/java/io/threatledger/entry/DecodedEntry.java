package io.threatledger.entry;

import java.util.List;

/**
 * What a leaf says by itself.
 *
 * @param entry without the restricted claims: those are in the disclosures
 * @param kid thumbprint of the key that is said to have signed
 * @param sdDigests {@code _sd}: base64url SHA-256 of the disclosures and decoys, sorted; empty or exactly five
 */
public record DecodedEntry(Entry entry, String kid, List<String> sdDigests) {

    public DecodedEntry {
        sdDigests = List.copyOf(sdDigests);
    }
}
