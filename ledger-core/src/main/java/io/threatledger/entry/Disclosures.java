package io.threatledger.entry;

import java.util.List;

/** The disclosed restricted claims of an entry. */
public final class Disclosures {

    private Disclosures() {}

    /** Reads or refuses with {@link InvalidEntry}: when one matches no digest of the entry, is there twice, or is not what we write. */
    public static RestrictedClaims read(DecodedEntry entry, List<String> disclosures) {
        return Skeleton.missing();
    }
}
