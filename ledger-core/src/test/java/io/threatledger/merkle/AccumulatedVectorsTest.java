package io.threatledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One hash over every root and proof of trees up to 130 leaves, computed by two other implementations too. */
class AccumulatedVectorsTest {

    private static final int LEAVES = 130;

    private final List<Digest> leaves = Leaves.singleBytes(LEAVES);
    private final Tree tree = new Tree(MemoryTiles.of(leaves));
    private MessageDigest all;

    AccumulatedVectorsTest() throws Exception {
        all = MessageDigest.getInstance("SHA-256");
    }

    @BeforeEach
    void fresh() {
        all.reset();
    }

    @Test
    void rootsOfAllSizes() {
        for (int n = 0; n <= LEAVES; n++) {
            line(n + " " + tree.root(new TreeSize(n)).hex());
        }
        assertThat(accumulated()).isEqualTo("9c67f07f906103b6bf201842a50ff0b8c91fca9b3e211334a6b7aa3133165dec");
    }

    @Test
    void inclusionPathsOfAllLeavesInAllSizes() {
        for (int n = 1; n <= LEAVES; n++) {
            for (int i = 0; i < n; i++) {
                line(i + " " + n
                        + hashes(tree.inclusion(new LeafIndex(i), new TreeSize(n))
                                .path()));
            }
        }
        assertThat(accumulated()).isEqualTo("893ce6eea61adc33c22c0e3a952498b76dfa3c282e78ac659f6fcc0ea44f9983");
    }

    @Test
    void consistencyPathsBetweenAllSizes() {
        for (int n = 1; n <= LEAVES; n++) {
            for (int m = 1; m <= n; m++) {
                line(m + " " + n
                        + hashes(tree.consistency(new TreeSize(m), new TreeSize(n))
                                .path()));
            }
        }
        assertThat(accumulated()).isEqualTo("2498232e1aebe8d1aa8d339d897fc471f4495fe0b8a55ac08f7dae3d88bc4c2a");
    }

    private void line(String text) {
        all.update((text + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private String accumulated() {
        return HexFormat.of().formatHex(all.digest());
    }

    private static String hashes(List<Digest> path) {
        return path.stream().map(hash -> " " + hash.hex()).collect(Collectors.joining());
    }
}
