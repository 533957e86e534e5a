package io.threatledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class Rfc6962Test {

    @Test
    void emptyRootIsTheHashOfNothing() {
        assertThat(Rfc6962.EMPTY_ROOT.base64()).isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    @Test
    void rootsOfTheReferenceLeaves() {
        List<String> ends = List.of("b855", "a01d", "c125", "6e77", "14b7", "64d4", "87ef", "4c8c", "4328");
        for (int n = 0; n < ends.size(); n++) {
            assertThat(new Tree(MemoryTiles.of(Leaves.REFERENCE))
                            .root(new TreeSize(n))
                            .hex())
                    .endsWith(ends.get(n));
        }
    }

    @Test
    void theRootOfEightReferenceLeavesIsTheOneInTheCheckpointVector() {
        assertThat(ReferenceTree.root(Leaves.REFERENCE).base64())
                .isEqualTo("XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=");
    }

    @Test
    void proofsOfTheReferenceLeavesAreThoseOfOtherImplementations() {
        Tree tree = new Tree(MemoryTiles.of(Leaves.REFERENCE));
        assertThat(tree.inclusion(new LeafIndex(5), new TreeSize(8)).path())
                .extracting(Digest::base64)
                .containsExactly(
                        "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=",
                        "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
                        "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=");
        assertThat(tree.consistency(new TreeSize(6), new TreeSize(8)).path())
                .extracting(Digest::base64)
                .containsExactly(
                        "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=",
                        "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
                        "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=");
    }

    @Test
    void hashingPartOfABufferIsHashingThatPart() {
        assertThat(Rfc6962.leafHash(new byte[] {9, 1, 2, 9}, 1, 2)).isEqualTo(Rfc6962.leafHash(new byte[] {1, 2}));
    }
}
