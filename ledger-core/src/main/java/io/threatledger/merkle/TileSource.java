package io.threatledger.merkle;

/** Where tiles are read from. Safe for the threads that share it. */
@FunctionalInterface
public interface TileSource {

    /**
     * The first {@code width} hashes of the tile, 32 bytes each; any more in the array are not looked at. The caller does not
     * write to the array, so a cache may hand out its own.
     *
     * @param width 1 to 256
     * @throws MissingTile when there is no such tile, or fewer hashes in it
     */
    byte[] tile(TileId id, int width);
}
