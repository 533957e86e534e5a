package io.threatledger.entry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** An entry with the disclosures that its reader may see: {@code <JWS>~<disclosure>~…~} (RFC 9901 section 4). */
public final class Presentation {

    private static final String SEPARATOR = "~";

    private final byte[] leaf;
    private final List<String> disclosures;

    private Presentation(byte[] leaf, List<String> disclosures) {
        this.leaf = leaf;
        this.disclosures = List.copyOf(disclosures);
    }

    /** Puts a leaf and some of its disclosures together, without looking at either. */
    public static Presentation of(byte[] leaf, List<String> disclosures) {
        return new Presentation(leaf.clone(), disclosures);
    }

    /**
     * Takes a presentation apart.
     *
     * @throws InvalidEntry when it does not end in {@code ~}, has an empty part, or other characters than ASCII
     */
    public static Presentation parse(String text) {
        if (!text.endsWith(SEPARATOR)) {
            throw new InvalidEntry("presentation: does not end in ~ (wanted: <JWS>~<disclosure>~…~)");
        }
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new InvalidEntry("presentation: a character that is not printable ASCII");
        }
        List<String> parts = Arrays.asList(text.substring(0, text.length() - 1).split(SEPARATOR, -1));
        if (parts.contains("")) {
            throw new InvalidEntry("presentation: an empty part (wanted: <JWS>~<disclosure>~…~)");
        }
        return new Presentation(parts.getFirst().getBytes(StandardCharsets.US_ASCII), parts.subList(1, parts.size()));
    }

    public byte[] leaf() {
        return leaf.clone();
    }

    public List<String> disclosures() {
        return disclosures;
    }

    /** The compact form. */
    public String text() {
        StringBuilder text = new StringBuilder(new String(leaf, StandardCharsets.US_ASCII)).append(SEPARATOR);
        disclosures.forEach(disclosure -> text.append(disclosure).append(SEPARATOR));
        return text.toString();
    }

    /**
     * The restricted claims disclosed, of an entry that this key signed.
     *
     * @throws InvalidEntry naming the rule that failed
     */
    public RestrictedClaims verify(EntryVerifier verifier) {
        DecodedEntry entry = EntryCodec.decode(leaf);
        if (!entry.kid().equals(verifier.kid())) {
            throw new InvalidEntry("header: kid is " + entry.kid() + " (wanted: " + verifier.kid() + ")");
        }
        if (!verifier.verifyLeaf(leaf)) {
            throw new InvalidEntry("signature: not that of key " + verifier.kid());
        }
        return Disclosures.read(entry, disclosures);
    }

    @Override
    public String toString() {
        return text();
    }
}
