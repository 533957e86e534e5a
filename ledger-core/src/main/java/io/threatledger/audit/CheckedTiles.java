package io.threatledger.audit;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.MissingTile;
import io.threatledger.merkle.RightEdge;
import io.threatledger.merkle.Tile;
import io.threatledger.merkle.TileId;
import io.threatledger.merkle.TileSource;
import io.threatledger.merkle.Tree;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.Checkpoint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tiles of one signed tree. None is given out that does not hash to the signed root: the right edge gives the root,
 * and the hash of every full tile stands in the tile above it. Owned by one thread.
 */
final class CheckedTiles implements TileSource {
    /** Tiles that are kept: a walk along the leaves needs one for each level. */
    private static final int KEPT_TILES_MAX = 64;

    private static final int LEVELS = 8;

    private final Checkpoint checkpoint;
    private final Supply supply;
    private final boolean keep;
    private final Map<TileId, byte[]> edge = new TreeMap<>();
    private final Map<TileId, byte[]> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TileId, byte[]> eldest) {
            return size() > KEPT_TILES_MAX;
        }
    };

    /**
     * Reads the right edge.
     *
     * @param keep whether good tiles that were fetched are stored
     * @throws Contradiction when it does not hash to the root
     */
    CheckedTiles(Checkpoint checkpoint, Supply supply, boolean keep) {
        this.checkpoint = checkpoint;
        this.supply = supply;
        this.keep = keep;
        loadEdge();
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    TreeSize size() {
        return checkpoint.size();
    }

    /** The root of the first {@code size} entries. */
    Digest root(TreeSize size) {
        return size.equals(size()) ? checkpoint.root() : new Tree(this).root(size);
    }

    /** How many full tiles a level has. */
    static long fullTiles(TreeSize size, int level) {
        int shift = (level + 1) * Byte.SIZE;
        return shift >= Long.SIZE ? 0 : size.value() >>> shift;
    }

    /** The topmost level that has a tile. */
    int topLevel() {
        return edge.keySet().stream().mapToInt(TileId::level).max().orElse(0);
    }

    /** The unfinished tile of each level, as files. */
    Map<TileId, byte[]> edge() {
        return edge;
    }

    @Override
    public byte[] tile(TileId id, int width) {
        int widthInTree = id.widthIn(size());
        if (widthInTree < width || width == 0) {
            throw new MissingTile(id, width);
        }
        if (widthInTree < TileId.TILE_WIDTH) {
            return edge.getOrDefault(id, new byte[0]);
        }
        byte[] known = recent.get(id);
        if (known == null) {
            Digest wanted = parentHash(id);
            known = supply.obtain(wanted(id, bytes -> wrong(id, bytes, wanted)), keep);
            recent.put(id, known);
        }
        return known;
    }

    private Digest parentHash(TileId id) {
        TileId parent = new TileId(id.level() + 1, id.index() / TileId.TILE_WIDTH);
        byte[] hashes = tile(parent, parent.widthIn(size()));
        return Digest.read(hashes, (int) (id.index() % TileId.TILE_WIDTH) * Digest.LENGTH_BYTES);
    }

    private static Optional<String> wrong(TileId id, byte[] bytes, Digest wanted) {
        if (bytes.length != LogSource.TILE_BYTES_MAX) {
            return Optional.of("has %d bytes, a full tile has %d".formatted(bytes.length, LogSource.TILE_BYTES_MAX));
        }
        Digest root = new Tile(id, bytes).root();
        return root.equals(wanted)
                ? Optional.empty()
                : Optional.of("hashes to %s, the tile above it says %s".formatted(root, wanted));
    }

    /** The edge is good as a whole or not at all: its tiles give one root together. */
    private void loadEdge() {
        Map<TileId, Integer> widths = new HashMap<>();
        for (int level = 0; level < LEVELS; level++) {
            TileId id = new TileId(level, fullTiles(size(), level));
            int width = id.widthIn(size());
            if (width > 0) {
                widths.put(id, width);
            }
        }
        Map<TileId, byte[]> here = new HashMap<>();
        widths.forEach((id, width) -> supply.here(edgeTile(id, width)).ifPresent(bytes -> here.put(id, bytes)));
        if (rootOf(here).equals(Optional.of(checkpoint.root()))) {
            edge.putAll(here);
            return;
        }
        widths.forEach((id, width) -> edge.put(id, supply.there(edgeTile(id, width))));
        String root = rootOf(edge).map(Digest::hex).orElse("nothing, for one is too long or too short");
        if (!root.equals(checkpoint.root().hex())) {
            throw new Contradiction(
                    Finding.TILES,
                    "the tiles at the end of %s (%s) hash to %s, the signed root of size %s is %s"
                            .formatted(supply.name(), paths(widths), root, size(), checkpoint.root()));
        }
        if (keep) {
            edge.forEach((id, bytes) -> supply.keep(LogSource.tile(id, id.widthIn(size())), bytes));
        }
    }

    private static String paths(Map<TileId, Integer> widths) {
        return widths.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tile -> LogSource.tile(tile.getKey(), tile.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static Supply.Wanted edgeTile(TileId id, int width) {
        int length = width * Digest.LENGTH_BYTES;
        return new Supply.Wanted(
                Finding.TILES,
                LogSource.tile(id, width),
                LogSource.TILE_BYTES_MAX,
                LogSource.tile(id, TileId.TILE_WIDTH),
                full -> Arrays.copyOf(full, Math.min(full.length, length)),
                bytes -> bytes.length == length
                        ? Optional.empty()
                        : Optional.of("has %d bytes, the tree has %d there".formatted(bytes.length, length)));
    }

    private static Supply.Wanted wanted(TileId id, Function<byte[], Optional<String>> wrong) {
        return new Supply.Wanted(
                Finding.TILES,
                LogSource.tile(id, TileId.TILE_WIDTH),
                LogSource.TILE_BYTES_MAX,
                null,
                bytes -> bytes,
                wrong);
    }

    /** Empty when one of them is not there or not of its length. */
    private Optional<Digest> rootOf(Map<TileId, byte[]> tiles) {
        if (tiles.entrySet().stream()
                .anyMatch(tile -> tile.getValue().length != tile.getKey().widthIn(size()) * Digest.LENGTH_BYTES)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RightEdge.load(size(), (id, width) -> tiles.getOrDefault(id, new byte[0]))
                    .root());
        } catch (MissingTile e) {
            return Optional.empty();
        }
    }
}
