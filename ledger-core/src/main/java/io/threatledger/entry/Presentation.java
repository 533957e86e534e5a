package io.threatledger.entry;

import java.util.List;

/** An entry with the disclosures that its reader may see: {@code <JWS>~<disclosure>~…~}. */
public final class Presentation {

    private Presentation() {}

    public static Presentation of(byte[] leaf, List<String> disclosures) {
        return Skeleton.missing();
    }

    public static Presentation parse(String text) {
        return Skeleton.missing();
    }

    public byte[] leaf() {
        return Skeleton.missing();
    }

    public List<String> disclosures() {
        return Skeleton.missing();
    }

    public String text() {
        return Skeleton.missing();
    }

    /** Reads or refuses with {@link InvalidEntry}: naming the rule that failed. */
    public RestrictedClaims verify(EntryVerifier verifier) {
        return Skeleton.missing();
    }
}
