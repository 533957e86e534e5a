package io.threatledger.contracts;

import java.util.Optional;

/** A tree of any size in which two sizes matter: whole subtrees with neither size inside are hashes made up. */
final class HugeTree {
    private HugeTree() {}

    /** Trees of two salts agree on entries below {@code commonEntries} and on nothing after them. */
    static ReferenceTree of(long m, long n, long salt, long commonEntries) {
        return new ReferenceTree((from, to) -> {
            boolean isWhole = Long.bitCount(to - from) == 1 && from % (to - from) == 0;
            boolean isCut = isInside(m, from, to) || isInside(n, from, to) || isInside(commonEntries, from, to);
            return isWhole && !isCut ? Optional.of(madeUp(from, to, to <= commonEntries ? 0 : salt)) : Optional.empty();
        });
    }

    private static boolean isInside(long boundary, long from, long to) {
        return from < boundary && boundary < to;
    }

    private static Bytes32 madeUp(long from, long to, long salt) {
        return ReferenceTree.sha256(ReferenceTree.text("subtree %d-%d of %d".formatted(from, to, salt)));
    }
}
