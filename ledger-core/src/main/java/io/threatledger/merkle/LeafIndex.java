package io.threatledger.merkle;

/** Where a leaf stands in the log, counted from 0; the ledger index of an entry. */
public record LeafIndex(long value) implements Comparable<LeafIndex> {

    public LeafIndex {
        if (value < 0) {
            throw new IllegalArgumentException("leaf index: " + value + " (wanted: 0 or more)");
        }
    }

    @Override
    public int compareTo(LeafIndex other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
