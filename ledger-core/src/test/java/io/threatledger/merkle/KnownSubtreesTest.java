package io.threatledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KnownSubtreesTest {
    private static final int LEAVES = 70_000;
    private static final List<Digest> HASHES = Leaves.numbered(LEAVES);
    private static final MemoryTiles TILES = MemoryTiles.of(HASHES);
    private static final Tree KNOWING = new Tree(TILES, new KnownSubtrees());

    /** Sizes come in any order: what one size left behind must not be taken for what another has. */
    @Property(tries = 500)
    void proofsAreThoseOfTheTilesAlone(
            @ForAll @IntRange(min = 1, max = LEAVES) int size, @ForAll @IntRange(max = LEAVES - 1) int place) {
        Tree alone = new Tree(TILES);
        TreeSize tree = new TreeSize(size);
        LeafIndex leaf = new LeafIndex(place % size);
        TreeSize from = new TreeSize(place % size);
        assertThat(KNOWING.root(tree)).isEqualTo(alone.root(tree));
        assertThat(KNOWING.inclusion(leaf, tree)).isEqualTo(alone.inclusion(leaf, tree));
        assertThat(KNOWING.consistency(from, tree)).isEqualTo(alone.consistency(from, tree));
    }

    @Test
    void theSecondProofReadsItsOwnTileOnly() {
        Tree knowing = new Tree(TILES, new KnownSubtrees());
        TreeSize size = new TreeSize(65_536);
        knowing.inclusion(new LeafIndex(1_000), size);
        int before = TILES.reads();
        knowing.inclusion(new LeafIndex(1_010), size);
        assertThat(TILES.reads() - before).isEqualTo(1);
    }

    @Test
    void itIsBounded() {
        KnownSubtrees known = new KnownSubtrees();
        LongStream.rangeClosed(1, KnownSubtrees.SUBTREES_MAX + 10L)
                .forEach(end -> known.of(0, end + TileId.TILE_WIDTH, () -> HASHES.getFirst()));
        assertThat(known.size()).isEqualTo(10);
    }
}
