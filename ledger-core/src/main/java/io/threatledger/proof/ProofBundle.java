package io.threatledger.proof;

import io.threatledger.entry.EntryId;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an auditor needs beside trust.
 *
 * @param presentation {@code <JWS>~<disclosure>~…~}
 * @param inclusion path from the leaf to the checkpoint's root
 * @param checkpoint the signed note, verbatim
 * @param anchor null when the giver does not know one
 */
public record ProofBundle(
        EntryId id,
        String presentation,
        LeafIndex index,
        List<Digest> inclusion,
        String checkpoint,
        @Nullable Anchor anchor) {

    /** As many as a tree of 2^63-1 leaves is high. */
    public static final int INCLUSION_HASHES_MAX = 63;

    public ProofBundle {
        inclusion = List.copyOf(inclusion);
    }

    /** The JSON form, in one line. */
    public String json() {
        return BundleJson.write(this);
    }

    /** Reads the JSON form; unknown, missing and repeated members are an {@link InvalidProof}. */
    public static ProofBundle parse(String json) {
        return BundleJson.read(json);
    }

    /** The same proof in the form that transparency log tools read; it has no place for the anchor. */
    public TlogProof tlogProof() {
        return new TlogProof(presentation, index, inclusion, checkpoint);
    }
}
