package io.threatledger.merkle;

import java.util.List;

/**
 * That a leaf stands at an index of the tree of a size (RFC 9162 section 2.1.3).
 *
 * @param path siblings from the leaf up to the root's child
 */
public record InclusionProof(LeafIndex index, TreeSize size, List<Digest> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    public Verification verify(Digest leafHash, Digest root) {
        return Skeleton.missing();
    }
}
