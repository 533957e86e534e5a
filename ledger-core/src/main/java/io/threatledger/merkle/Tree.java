package io.threatledger.merkle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Roots and proofs of any size whose tiles the source has, not only of sizes that were committed.
 *
 * <p>A proof reads the tiles from the leaf to the top and those of the right edge, at most two a level, and hashes only inside
 * them: about 600 hashes at a million leaves, and half of that where the larger subtrees are known already. As safe for
 * threads as its source.
 */
public final class Tree {

    private final TileSource tiles;
    private final @Nullable KnownSubtrees known;

    /** Each hash is made of tiles that are read for it. */
    public Tree(TileSource tiles) {
        this(tiles, null);
    }

    /** @param known hashes of the same tree; what is computed is added. Null: each hash is made of tiles that are read for it */
    public Tree(TileSource tiles, @Nullable KnownSubtrees known) {
        this.tiles = tiles;
        this.known = known;
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
                fromRoot.add(subtree(reader, middle, end));
                end = middle;
            } else {
                fromRoot.add(subtree(reader, start, middle));
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
                fromRoot.add(subtree(reader, middle, end));
                end = middle;
            } else {
                fromRoot.add(subtree(reader, start, middle));
                start = middle;
            }
        }
        if (start > 0) {
            fromRoot.add(subtree(reader, start, end));
        }
        return new ConsistencyProof(from, to, fromRoot.reversed());
    }

    private Digest subtree(TileReader reader, long start, long end) {
        return known == null ? reader.subtree(start, end) : known.of(start, end, () -> reader.subtree(start, end));
    }

    /** The largest power of two smaller than the number of leaves, of which there are at least two. */
    private static long splitOf(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
