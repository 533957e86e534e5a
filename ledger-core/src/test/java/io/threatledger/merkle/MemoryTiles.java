package io.threatledger.merkle;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tiles in memory that hold storage to its contract: a tile only grows, and what it had stays. */
final class MemoryTiles implements TileSource {

    private final Map<TileId, byte[]> tiles = new HashMap<>();
    private int reads;

    static MemoryTiles of(List<Digest> leaves) {
        RightEdge edge = RightEdge.empty();
        leaves.forEach(edge::append);
        MemoryTiles tiles = new MemoryTiles();
        tiles.store(edge.changedTiles());
        return tiles;
    }

    void store(List<Tile> changed) {
        for (Tile tile : changed) {
            byte[] former = tiles.get(tile.id());
            if (former != null && (tile.hashes().length < former.length || !startsWith(tile.hashes(), former))) {
                throw new AssertionError(tile + " does not extend the tile that is there");
            }
            tiles.put(tile.id(), tile.hashes());
        }
    }

    void damage(TileId id) {
        tiles.remove(id);
    }

    int reads() {
        return reads;
    }

    Map<TileId, byte[]> all() {
        return tiles;
    }

    @Override
    public byte[] tile(TileId id, int width) {
        reads++;
        byte @Nullable [] hashes = tiles.get(id);
        if (hashes == null || hashes.length < width * Digest.LENGTH_BYTES) {
            throw new MissingTile(id, width);
        }
        return hashes;
    }

    private static boolean startsWith(byte[] hashes, byte[] former) {
        return Arrays.mismatch(hashes, 0, former.length, former, 0, former.length) < 0;
    }
}
