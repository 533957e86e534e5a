package io.threatledger.merkle;

import java.util.List;

/**
 * That a leaf stands at an index of the tree of a size (RFC 9162 section 2.1.3).
 *
 * @param path siblings from the leaf's up to the root's child
 */
public record InclusionProof(LeafIndex index, TreeSize size, List<Digest> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /** Range, exact length, fold, compare: in this order, so that no work is done for what cannot be a proof. */
    public Verification verify(Digest leafHash, Digest root) {
        if (!size.contains(index)) {
            return Verification.invalid("index " + index + " is outside the tree of " + size);
        }
        int length = lengthOf(index.value(), size.value());
        if (path.size() != length) {
            return Verification.invalid("inclusion path has " + path.size() + " hashes, " + length + " wanted");
        }
        Digest folded = fold(leafHash);
        return folded.equals(root)
                ? Verification.valid()
                : Verification.invalid("inclusion path leads to root " + folded + ", not to " + root);
    }

    /** Siblings where the paths of the leaf and of the last leaf differ, and from there on those to the left only. */
    static int lengthOf(long index, long size) {
        int inner = Long.SIZE - Long.numberOfLeadingZeros(index ^ (size - 1));
        return inner + (inner == Long.SIZE ? 0 : Long.bitCount(index >>> inner));
    }

    /** RFC 9162 section 2.1.3.2, steps 4 and 5; the length is known to be right. */
    private Digest fold(Digest leafHash) {
        long node = index.value();
        long last = size.value() - 1;
        Digest hash = leafHash;
        for (Digest sibling : path) {
            if ((node & 1) == 1 || node == last) {
                hash = Rfc6962.node(sibling, hash);
                int skipped = node == 0 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= skipped;
                last >>>= skipped;
            } else {
                hash = Rfc6962.node(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return hash;
    }
}
