package io.threatledger.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real tree of 2^20 entries, every level kept. */
final class MillionTree {
    static final int ENTRIES = 1 << 20;

    private MillionTree() {}

    static ReferenceTree build() {
        List<Bytes32[]> levels = new ArrayList<>();
        levels.add(leaves());
        while (levels.getLast().length > 1) {
            levels.add(above(levels.getLast()));
        }
        return new ReferenceTree((from, to) -> {
            boolean isWhole = Long.bitCount(to - from) == 1 && from % (to - from) == 0;
            return isWhole
                    ? Optional.of(levels.get(Long.numberOfTrailingZeros(to - from))[(int) (from / (to - from))])
                    : Optional.empty();
        });
    }

    private static Bytes32[] leaves() {
        Bytes32[] leaves = new Bytes32[ENTRIES];
        for (int i = 0; i < leaves.length; i++) {
            leaves[i] = ReferenceTree.sha256(new byte[] {0}, ReferenceTree.text("entry " + i));
        }
        return leaves;
    }

    private static Bytes32[] above(Bytes32[] level) {
        Bytes32[] above = new Bytes32[level.length / 2];
        for (int i = 0; i < above.length; i++) {
            above[i] = ReferenceTree.node(level[2 * i], level[2 * i + 1]);
        }
        return above;
    }
}
