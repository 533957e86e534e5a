package io.threatledger.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The growing right edge of the tree: the unfinished tile of each level, which is all that appending and the root need.
 *
 * <p>Owned by one thread. {@link #copy()} lets a batch be computed beside the commit of the former one and be thrown away.
 */
public final class RightEdge {

    /** Levels that a tree of 2^63-1 leaves has tiles on. */
    private static final int LEVELS = 8;

    private static final int TILE_BYTES = TileId.TILE_WIDTH * Digest.LENGTH_BYTES;

    /** The unfinished tile of each level; only its first {@link #widthAt} hashes mean anything. */
    private final byte[] @Nullable [] unfinished = new byte[LEVELS] @Nullable [];

    private final boolean[] changed = new boolean[LEVELS];
    private final List<Tile> finished = new ArrayList<>();
    private TreeSize size;

    private RightEdge(TreeSize size) {
        this.size = size;
    }

    /** The edge of the tree without leaves. */
    public static RightEdge empty() {
        return new RightEdge(TreeSize.EMPTY);
    }

    /**
     * Reads the edge of a stored tree. Whoever loads compares {@link #root()} with the root that was committed for the size.
     *
     * @throws MissingTile when a tile of the edge is not there
     */
    public static RightEdge load(TreeSize size, TileSource tiles) {
        RightEdge edge = new RightEdge(size);
        for (int level = 0; level < LEVELS; level++) {
            int width = edge.widthAt(level);
            if (width > 0) {
                byte[] stored = new TileReader(tiles, size).read(edge.unfinishedId(level));
                edge.unfinished[level] = Arrays.copyOf(Arrays.copyOf(stored, width * Digest.LENGTH_BYTES), TILE_BYTES);
            }
        }
        return edge;
    }

    public void append(Digest leafHash) {
        put(0, leafHash);
        size = size.plus(1);
    }

    public TreeSize size() {
        return size;
    }

    /** The RFC 6962 root of all leaves so far. */
    public Digest root() {
        @Nullable Digest right = null;
        for (int level = 0; level < LEVELS; level++) {
            byte[] hashes = unfinished[level];
            if (hashes != null) {
                right = Rfc6962.hasher().prepend(hashes, widthAt(level), right);
            }
        }
        return right == null ? Rfc6962.EMPTY_ROOT : right;
    }

    /** An edge of its own with the same leaves, and no changes yet. */
    public RightEdge copy() {
        RightEdge copy = new RightEdge(size);
        for (int level = 0; level < LEVELS; level++) {
            byte[] hashes = unfinished[level];
            copy.unfinished[level] = hashes == null ? null : hashes.clone();
        }
        return copy;
    }

    /** Every tile that changed since this edge was loaded, copied or marked clean, with its content of now. */
    public List<Tile> changedTiles() {
        List<Tile> tiles = new ArrayList<>(finished);
        for (int level = 0; level < LEVELS; level++) {
            byte[] hashes = unfinished[level];
            if (changed[level] && hashes != null && widthAt(level) > 0) {
                tiles.add(new Tile(unfinishedId(level), Arrays.copyOf(hashes, widthAt(level) * Digest.LENGTH_BYTES)));
            }
        }
        return tiles;
    }

    /** What changed so far is stored. */
    public void markClean() {
        finished.clear();
        Arrays.fill(changed, false);
    }

    /** Called with {@link #size} still the one without the leaf, so that widths and ids are those of the tile written to. */
    private void put(int level, Digest hash) {
        byte[] hashes = unfinished[level];
        if (hashes == null) {
            hashes = new byte[TILE_BYTES];
            unfinished[level] = hashes;
        }
        int width = widthAt(level);
        hash.writeTo(hashes, width * Digest.LENGTH_BYTES);
        changed[level] = true;
        if (width + 1 == TileId.TILE_WIDTH) {
            finished.add(new Tile(unfinishedId(level), hashes));
            unfinished[level] = null;
            put(level + 1, Rfc6962.hasher().perfect(hashes, 0, TileId.TILE_WIDTH));
        }
    }

    private int widthAt(int level) {
        return (int) (size.value() >>> (level * TileId.TILE_HEIGHT)) & (TileId.TILE_WIDTH - 1);
    }

    private TileId unfinishedId(int level) {
        int shift = (level + 1) * TileId.TILE_HEIGHT;
        return new TileId(level, shift >= Long.SIZE ? 0 : size.value() >>> shift);
    }
}
