package io.threatledger.proof;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import java.util.List;

/** C2SP tlog-proof with the presentation as its {@code extra}. */
public record TlogProof(String extra, LeafIndex index, List<Digest> path, String checkpoint) {

    public TlogProof {
        path = List.copyOf(path);
    }

    public String text() {
        return Skeleton.missing();
    }

    public static TlogProof parse(String text) {
        return Skeleton.missing();
    }

    /** The same proof as a bundle: the id computed, no anchor. */
    public ProofBundle bundle() {
        return Skeleton.missing();
    }
}
