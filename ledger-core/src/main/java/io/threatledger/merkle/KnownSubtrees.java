package io.threatledger.merkle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Hashes of subtrees that were computed once: {@code MTH(D[start:end])} never changes, however the tree grows, so proofs of
 * one tree share all but what is near their leaf.
 *
 * <p>Bounded: when it is full it is emptied, and what is asked for comes back. For sources whose tiles are believed; who
 * looks for damage reads every tile. Thread-safe.
 */
public final class KnownSubtrees {
    /** Some 9 MB of memory; a tree of eight million leaves has as many complete subtrees that are worth keeping. */
    static final int SUBTREES_MAX = 65_536;

    /** Smaller ones are of one tile of leaf hashes, which a proof reads anyway. */
    private static final int LEAVES_MIN = TileId.TILE_WIDTH;

    /** Leaves {@code start <= index < end}. */
    private record Range(long start, long end) {}

    private final Map<Range, Digest> known = new ConcurrentHashMap<>();

    /** The hash of those leaves: what is known, or what {@code compute} gives. */
    Digest of(long start, long end, Supplier<Digest> compute) {
        if (end - start < LEAVES_MIN) {
            return compute.get();
        }
        Range range = new Range(start, end);
        Digest found = known.get(range);
        if (found == null) {
            found = compute.get();
            if (known.size() >= SUBTREES_MAX) {
                known.clear();
            }
            known.put(range, found);
        }
        return found;
    }

    int size() {
        return known.size();
    }
}
