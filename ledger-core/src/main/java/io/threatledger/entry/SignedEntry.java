package io.threatledger.entry;

import io.threatledger.merkle.Digest;
import java.util.Arrays;
import java.util.List;

/** A signed entry as it goes into the ledger: the leaf, and its disclosures, which are kept beside it. */
public final class SignedEntry {

    private final byte[] leaf;
    private final List<String> disclosures;
    private final Digest leafHash;
    private final EntryId id;

    public SignedEntry(byte[] leaf, List<String> disclosures, Digest leafHash, EntryId id) {
        this.leaf = leaf;
        this.disclosures = List.copyOf(disclosures);
        this.leafHash = leafHash;
        this.id = id;
    }

    /** The ASCII bytes of the JWS. The array itself: read it, do not write to it. */
    public byte[] leaf() {
        return leaf;
    }

    /** One for each restricted claim given, in the order sensor, port, ja3, ja4, comment. */
    public List<String> disclosures() {
        return disclosures;
    }

    public Digest leafHash() {
        return leafHash;
    }

    public EntryId id() {
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedEntry that
                && Arrays.equals(leaf, that.leaf)
                && disclosures.equals(that.disclosures);
    }

    @Override
    public int hashCode() {
        return leafHash.hashCode();
    }

    @Override
    public String toString() {
        return "SignedEntry[" + id + "]";
    }
}
