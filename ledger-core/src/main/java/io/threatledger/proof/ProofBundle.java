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

    public ProofBundle {
        inclusion = List.copyOf(inclusion);
    }

    public String json() {
        return Skeleton.missing();
    }

    public static ProofBundle parse(String json) {
        return Skeleton.missing();
    }

    public TlogProof tlogProof() {
        return Skeleton.missing();
    }
}
