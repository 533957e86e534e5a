package io.threatledger.merkle;

/** A tile that the tree of the size asked for must have is not there: the size is not stored, or storage is damaged. */
public final class MissingTile extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int level;
    private final long index;
    private final int width;

    public MissingTile(TileId id, int width) {
        super("tile " + id.level() + "/" + id.index() + ": missing (wanted: " + width + " hashes)");
        this.level = id.level();
        this.index = id.index();
        this.width = width;
    }

    public TileId id() {
        return new TileId(level, index);
    }

    public int width() {
        return width;
    }
}
