package io.threatledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TreeTest {

    private static final int SMALL = 130;
    private static final int LARGE = 70_000;
    private static final List<Digest> LEAVES = Leaves.numbered(LARGE);
    private static final MemoryTiles TILES = MemoryTiles.of(LEAVES);
    private static final Tree TREE = new Tree(TILES);

    @Test
    void whatTheTreeDoesNotHoldIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inclusion(5, 5))
                .withMessageContaining("below the tree size");
        assertThatIllegalArgumentException().isThrownBy(() -> consistency(6, 5)).withMessageContaining("at most 5");
        assertThatExceptionOfType(MissingTile.class).isThrownBy(() -> inclusion(0, LARGE + 1));
    }

    @Test
    void everySmallProofIsTheOneOfTheRfcAndVerifies() {
        for (int n = 1; n <= SMALL; n++) {
            List<Digest> leaves = LEAVES.subList(0, n);
            Digest root = ReferenceTree.root(leaves);
            for (int m = 1; m <= n; m++) {
                InclusionProof inclusion = inclusion(m - 1, n);
                ConsistencyProof consistency = consistency(m, n);
                assertThat(inclusion.path()).isEqualTo(ReferenceTree.path(m - 1, leaves));
                assertThat(consistency.path()).isEqualTo(ReferenceTree.proof(m, leaves));
                assertThat(inclusion.verify(leaves.get(m - 1), root).ok()).isTrue();
                assertThat(consistency
                                .verify(ReferenceTree.root(LEAVES.subList(0, m)), root)
                                .ok())
                        .isTrue();
            }
        }
    }

    /** No path of another leaf, size or length may pass: a verifier that fails open fails for some sizes only. */
    @Test
    void noSmallProofPassesForAnotherLeafOrSize() {
        int max = 40;
        List<Digest> roots = rootsUpTo(max);
        for (int n = 1; n <= max; n++) {
            for (int i = 0; i < n; i++) {
                List<Digest> path = inclusion(i, n).path();
                for (int size = 0; size <= max; size++) {
                    for (int index = 0; index <= max; index++) {
                        boolean same = index == i && size == n;
                        InclusionProof claimed = new InclusionProof(new LeafIndex(index), new TreeSize(size), path);
                        assertThat(claimed.verify(LEAVES.get(i), roots.get(size))
                                        .ok())
                                .isEqualTo(same);
                    }
                }
            }
        }
    }

    @Test
    void noSmallConsistencyProofPassesBetweenOtherSizes() {
        int max = 40;
        List<Digest> roots = rootsUpTo(max);
        for (int n = 1; n <= max; n++) {
            for (int m = 1; m < n; m++) {
                List<Digest> path = consistency(m, n).path();
                for (int to = 0; to <= max; to++) {
                    for (int from = 0; from <= max; from++) {
                        boolean same = from == m && to == n;
                        ConsistencyProof claimed = new ConsistencyProof(new TreeSize(from), new TreeSize(to), path);
                        assertThat(claimed.verify(roots.get(from), roots.get(to))
                                        .ok())
                                .isEqualTo(same);
                    }
                }
            }
        }
    }

    @Property(tries = 150)
    void largeProofsVerifyAndEveryDamageIsSeen(
            @ForAll @IntRange(min = 1, max = LARGE) int to,
            @ForAll @IntRange(max = LARGE - 1) int from,
            @ForAll @IntRange(max = 63) int place) {
        int m = from % to;
        InclusionProof inclusion = inclusion(m, to);
        ConsistencyProof consistency = consistency(m, to);
        assertThat(inclusion.verify(LEAVES.get(m), root(to)).ok()).isTrue();
        assertThat(consistency.verify(root(m), root(to)).ok()).isTrue();
        if (!inclusion.path().isEmpty()) {
            assertThat(new InclusionProof(inclusion.index(), inclusion.size(), damaged(inclusion.path(), place))
                            .verify(LEAVES.get(m), root(to))
                            .reason())
                    .contains("leads to root");
        }
        if (!consistency.path().isEmpty()) {
            assertThat(new ConsistencyProof(consistency.from(), consistency.to(), damaged(consistency.path(), place))
                            .verify(root(m), root(to))
                            .ok())
                    .isFalse();
        }
    }

    @Test
    void aProofReadsAtMostTwoTilesOfALevel() {
        for (int index = 0; index < LARGE; index += 997) {
            int before = TILES.reads();
            inclusion(index, LARGE);
            assertThat(TILES.reads() - before).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void fromNothingEveryTreeGrowsWithAnEmptyPath() {
        assertThat(consistency(0, 9).verify(Rfc6962.EMPTY_ROOT, root(9)).ok()).isTrue();
        assertThat(consistency(0, 0)
                        .verify(Rfc6962.EMPTY_ROOT, Rfc6962.EMPTY_ROOT)
                        .ok())
                .isTrue();
        assertThat(consistency(0, 0).verify(Rfc6962.EMPTY_ROOT, root(1)).ok()).isFalse();
        assertThat(consistency(0, 9).verify(root(1), root(9)).ok()).isFalse();
    }

    private static List<Digest> rootsUpTo(int max) {
        return IntStream.rangeClosed(0, max)
                .mapToObj(n -> ReferenceTree.root(LEAVES.subList(0, n)))
                .toList();
    }

    private static Digest root(int size) {
        return TREE.root(new TreeSize(size));
    }

    private static InclusionProof inclusion(int index, int size) {
        return TREE.inclusion(new LeafIndex(index), new TreeSize(size));
    }

    private static ConsistencyProof consistency(int from, int to) {
        return TREE.consistency(new TreeSize(from), new TreeSize(to));
    }

    private static List<Digest> damaged(List<Digest> path, int place) {
        List<Digest> damaged = new ArrayList<>(path);
        byte[] hash = damaged.get(place % path.size()).bytes();
        hash[place % hash.length] ^= 1;
        damaged.set(place % path.size(), Digest.of(hash));
        return damaged;
    }
}
