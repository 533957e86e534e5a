package io.threatledger.merkle;

import java.util.List;

/** The growing right edge of the tree. Owned by one thread. */
public final class RightEdge {

    private RightEdge() {}

    public static RightEdge empty() {
        return Skeleton.missing();
    }

    public static RightEdge load(TreeSize size, TileSource tiles) {
        return Skeleton.missing();
    }

    public void append(Digest leafHash) {
        Skeleton.missing();
    }

    public TreeSize size() {
        return Skeleton.missing();
    }

    public Digest root() {
        return Skeleton.missing();
    }

    public RightEdge copy() {
        return Skeleton.missing();
    }

    public List<Tile> changedTiles() {
        return Skeleton.missing();
    }

    public void markClean() {
        Skeleton.missing();
    }
}
