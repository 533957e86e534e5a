package io.threatledger.merkle;

/**
 * Which tile: level 0 holds leaf hashes, a hash of level n+1 is the root of a full tile of level n (C2SP tlog-tiles).
 *
 * @param index counted from 0 within the level
 */
public record TileId(int level, long index) implements Comparable<TileId> {

    /** Hashes of a full tile. */
    public static final int TILE_WIDTH = 256;

    /** Tree heights that one tile spans: 2^8 = {@link #TILE_WIDTH}. */
    static final int TILE_HEIGHT = 8;

    /** The highest level the format has room for. */
    public static final int LEVEL_MAX = 63;

    public TileId {
        if (level < 0 || level > LEVEL_MAX) {
            throw new IllegalArgumentException("tile level: " + level + " (wanted: 0 to 63)");
        }
        if (index < 0) {
            throw new IllegalArgumentException("tile index: " + index + " (wanted: 0 or more)");
        }
    }

    /**
     * How many hashes this tile has in a tree of that size: 0 if it is not there yet, at most {@link #TILE_WIDTH}.
     */
    public int widthIn(TreeSize size) {
        int shift = level * TILE_HEIGHT;
        long hashes = shift >= Long.SIZE ? 0 : size.value() >>> shift;
        long first = index > Long.MAX_VALUE / TILE_WIDTH ? Long.MAX_VALUE : index * TILE_WIDTH;
        return Math.clamp(hashes - first, 0, TILE_WIDTH);
    }

    /** {@code <L>/<N>}, with {@code .p/<W>} when the width is not the full one. */
    public String path(int width) {
        return new TilePath(this, width).text();
    }

    /** What a path names, read strictly: one tile has one spelling. */
    public static TilePath parse(String path) {
        return TilePath.parse(path);
    }

    @Override
    public int compareTo(TileId other) {
        int byLevel = Integer.compare(level, other.level);
        return byLevel != 0 ? byLevel : Long.compare(index, other.index);
    }
}
