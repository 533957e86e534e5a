package io.threatledger.merkle;

import java.util.Arrays;

/** Up to 256 hashes in a row at one level of the tree. Immutable by agreement: the array is not copied. */
public final class Tile {

    private final TileId id;
    private final byte[] hashes;

    /**
     * Takes the array.
     *
     * @param hashes 1 to 256 hashes of 32 bytes each; the caller gives the array away */
    public Tile(TileId id, byte[] hashes) {
        if (hashes.length == 0
                || hashes.length % Digest.LENGTH_BYTES != 0
                || hashes.length > TileId.TILE_WIDTH * Digest.LENGTH_BYTES) {
            throw new IllegalArgumentException(
                    "tile " + id + ": " + hashes.length + " bytes (wanted: 1 to 256 hashes of 32 bytes)");
        }
        this.id = id;
        this.hashes = hashes;
    }

    public TileId id() {
        return id;
    }

    /** The array itself: read it, do not write to it. */
    public byte[] hashes() {
        return hashes;
    }

    public int width() {
        return hashes.length / Digest.LENGTH_BYTES;
    }

    public boolean isFull() {
        return width() == TileId.TILE_WIDTH;
    }

    /**
     * The hash that stands for this tile one level up.
     *
     * @throws IllegalStateException when it is not full: there is none yet
     */
    public Digest root() {
        if (!isFull()) {
            throw new IllegalStateException("tile " + id.path(width()) + " is not full");
        }
        return Rfc6962.hasher().perfect(hashes, 0, TileId.TILE_WIDTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tile that && id.equals(that.id) && Arrays.equals(hashes, that.hashes);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + Arrays.hashCode(hashes);
    }

    @Override
    public String toString() {
        return "Tile[" + id.path(width()) + "]";
    }
}
