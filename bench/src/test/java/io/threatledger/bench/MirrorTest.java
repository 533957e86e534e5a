package io.threatledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MirrorTest {
    @Test
    void aSmallLogIsOneUnfinishedBundleAndItsTile() {
        assertThat(Mirror.paths(5)).containsExactly("/log/tile/entries/000.p/5", "/log/tile/0/000.p/5");
    }

    @Test
    void aLargeOneHasAllLevelsAndNamesOfSeveralParts() {
        assertThat(Mirror.paths(256 * 1_001 + 1))
                .hasSize(1_002 + 1_002 + 4 + 1)
                .contains("/log/tile/entries/999", "/log/tile/entries/x001/000", "/log/tile/entries/x001/001.p/1")
                .contains("/log/tile/0/x001/000", "/log/tile/1/003.p/233", "/log/tile/2/000.p/3");
    }
}
