package io.threatledger.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * Roots and proofs of any size whose tiles the source has, not only of sizes that were committed.
 *
 * <p>A proof reads the tiles from the leaf to the top and those of the right edge, at most two a level, and hashes only inside
 * them: about 600 hashes at a million leaves. As safe for threads as its source.
 */
public final class Tree {

    private final TileSource tiles;

    public Tree(TileSource tiles) {
        this.tiles = tiles;
    }

    /** The root of the first {@code size} leaves. */
    public Digest root(TreeSize size) {
        return new TileReader(tiles, size).subtree(0, size.value());
    }

    /**
     * PATH(m, D[n]) of RFC 6962 section 2.1.1.
     *
     * @throws IllegalArgumentException when the tree has no such leaf
     */
    public InclusionProof inclusion(LeafIndex index, TreeSize size) {
        if (!size.contains(index)) {
            throw new IllegalArgumentException("leaf index: " + index + " (wanted: below the tree size " + size + ")");
        }
        TileReader reader = new TileReader(tiles, size);
        List<Digest> fromRoot = new ArrayList<>();
        long start = 0;
        long end = size.value();
        while (end - start > 1) {
            long middle = start + splitOf(end - start);
            if (index.value() < middle) {
                fromRoot.add(reader.subtree(middle, end));
                end = middle;
            } else {
                fromRoot.add(reader.subtree(start, middle));
                start = middle;
            }
        }
        return new InclusionProof(index, size, fromRoot.reversed());
    }

    /**
     * PROOF(m, D[n]) of RFC 6962 section 2.1.2; empty from size 0 and between equal sizes.
     *
     * @throws IllegalArgumentException when {@code from} is the larger
     */
    public ConsistencyProof consistency(TreeSize from, TreeSize to) {
        if (from.compareTo(to) > 0) {
            throw new IllegalArgumentException("tree size: " + from + " (wanted: at most " + to + ")");
        }
        if (from.value() == 0) {
            return new ConsistencyProof(from, to, List.of());
        }
        TileReader reader = new TileReader(tiles, to);
        List<Digest> fromRoot = new ArrayList<>();
        long start = 0;
        long end = to.value();
        while (end != from.value()) {
            long middle = start + splitOf(end - start);
            if (from.value() <= middle) {
                fromRoot.add(reader.subtree(middle, end));
                end = middle;
            } else {
                fromRoot.add(reader.subtree(start, middle));
                start = middle;
            }
        }
        if (start > 0) {
            fromRoot.add(reader.subtree(start, end));
        }
        return new ConsistencyProof(from, to, fromRoot.reversed());
    }

    /** The largest power of two smaller than the number of leaves, of which there are at least two. */
    private static long splitOf(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
