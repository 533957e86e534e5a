package io.threatledger.merkle;

/** How many leaves a tree has; never negative. */
public record TreeSize(long value) implements Comparable<TreeSize> {

    public static final TreeSize EMPTY = new TreeSize(0);

    public TreeSize {
        if (value < 0) {
            throw new IllegalArgumentException("tree size: " + value + " (wanted: 0 or more)");
        }
    }

    /** The size after that many more leaves. */
    public TreeSize plus(long leaves) {
        return new TreeSize(Math.addExact(value, leaves));
    }

    /** Whether the leaf is one of the tree's. */
    public boolean contains(LeafIndex index) {
        return index.value() < value;
    }

    @Override
    public int compareTo(TreeSize other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
