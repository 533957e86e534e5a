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
    void hashingPartOfABufferIsHashingThatPart() {
        assertThat(Rfc6962.leafHash(new byte[] {9, 1, 2, 9}, 1, 2)).isEqualTo(Rfc6962.leafHash(new byte[] {1, 2}));
    }
}
