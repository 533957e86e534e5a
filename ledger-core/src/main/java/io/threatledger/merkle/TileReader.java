package io.threatledger.merkle;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hashes of subtrees of one tree, each tile fetched once. Lives for one proof, in one thread. */
final class TileReader {

    private final TileSource tiles;
    private final TreeSize size;
    private final Map<TileId, byte[]> fetched = new HashMap<>();

    TileReader(TileSource tiles, TreeSize size) {
        this.tiles = tiles;
        this.size = size;
    }

    /** The tile with at least the hashes it has in this tree. */
    byte[] read(TileId id) {
        return fetched.computeIfAbsent(id, this::fetch);
    }

    /**
     * MTH(D[start:end]) of RFC 6962.
     *
     * @param start a multiple of the smallest power of two that is not below {@code end - start}
     */
    Digest subtree(long start, long end) {
        @Nullable Digest right = null;
        long done = end;
        while (done > start) {
            int height = Long.numberOfTrailingZeros(done - start);
            done -= 1L << height;
            Digest left = perfect(height, done >>> height);
            right = right == null ? left : Rfc6962.node(left, right);
        }
        return right == null ? Rfc6962.EMPTY_ROOT : right;
    }

    /** The node at a height, counted from 0 at the leaves, whose subtree is complete. */
    private Digest perfect(int height, long index) {
        int within = height % TileId.TILE_HEIGHT;
        long first = index << within;
        byte[] tile = read(new TileId(height / TileId.TILE_HEIGHT, first / TileId.TILE_WIDTH));
        int off = (int) (first % TileId.TILE_WIDTH) * Digest.LENGTH_BYTES;
        return Rfc6962.hasher().perfect(tile, off, 1 << within);
    }

    private byte[] fetch(TileId id) {
        int width = id.widthIn(size);
        byte[] hashes = tiles.tile(id, width);
        if (hashes.length < width * Digest.LENGTH_BYTES) {
            throw new MissingTile(id, width);
        }
        return hashes;
    }
}
