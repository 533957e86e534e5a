package io.threatledger.merkle;

/** Roots and proofs of any size, read from tiles. */
public final class Tree {

    public Tree(TileSource tiles) {}

    public Digest root(TreeSize size) {
        return Skeleton.missing();
    }

    public InclusionProof inclusion(LeafIndex index, TreeSize size) {
        return Skeleton.missing();
    }

    public ConsistencyProof consistency(TreeSize from, TreeSize to) {
        return Skeleton.missing();
    }
}
