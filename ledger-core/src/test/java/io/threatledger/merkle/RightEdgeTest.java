package io.threatledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RightEdgeTest {

    private static final List<Digest> LEAVES = Leaves.numbered(70_001);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000})
    void rootIsThatOfTheRfcAlsoAfterLoading(int size) {
        Digest root = ReferenceTree.root(LEAVES.subList(0, size));
        RightEdge grown = grow(size);
        RightEdge loaded = RightEdge.load(new TreeSize(size), tilesOf(grown));
        assertThat(grown.root()).isEqualTo(root);
        assertThat(loaded.root()).isEqualTo(root);
        loaded.append(LEAVES.get(size));
        grown.append(LEAVES.get(size));
        assertThat(loaded.root()).isEqualTo(grown.root());
        assertThat(loaded.size()).isEqualTo(new TreeSize(size + 1L));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 65_535, 65_536, 65_537, 70_000})
    void tilesHaveTheWidthsThatTheSizeGivesThem(int size) {
        tilesOf(grow(size))
                .all()
                .forEach((id, hashes) ->
                        assertThat(hashes.length / Digest.LENGTH_BYTES).isEqualTo(id.widthIn(new TreeSize(size))));
    }

    @Test
    void everyHashOfATileIsTheRootOfItsPartOfTheTree() {
        int size = 66_000;
        tilesOf(grow(size)).all().forEach((id, hashes) -> {
            int leaves = 1 << (id.level() * TileId.TILE_HEIGHT);
            int last = hashes.length / Digest.LENGTH_BYTES - 1;
            int from = ((int) id.index() * TileId.TILE_WIDTH + last) * leaves;
            assertThat(Digest.read(hashes, last * Digest.LENGTH_BYTES))
                    .isEqualTo(ReferenceTree.root(LEAVES.subList(from, from + leaves)));
        });
    }

    @Test
    void aMissingTileOfTheEdgeIsNamed() {
        MemoryTiles tiles = tilesOf(grow(70_000));
        tiles.damage(new TileId(1, 1));
        assertThatExceptionOfType(MissingTile.class)
                .isThrownBy(() -> RightEdge.load(new TreeSize(70_000), tiles))
                .satisfies(missing -> assertThat(missing.id()).isEqualTo(new TileId(1, 1)))
                .satisfies(missing -> assertThat(missing.width()).isEqualTo(17));
    }

    @Test
    void aCopyThatIsThrownAwayLeavesNoTrace() {
        RightEdge edge = grow(300);
        Digest root = edge.root();
        edge.markClean();
        RightEdge copy = edge.copy();
        IntStream.range(300, 900).forEach(i -> copy.append(LEAVES.get(i)));
        assertThat(edge.root()).isEqualTo(root);
        assertThat(edge.changedTiles()).isEmpty();
        assertThat(copy.root()).isEqualTo(ReferenceTree.root(LEAVES.subList(0, 900)));
    }

    /** What a node does: batch after batch, storing only what changed, and now and then a restart. */
    @Property(tries = 40)
    void storingOnlyWhatChangedKeepsEverySizeReadable(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 400) Integer> batches,
            @ForAll @IntRange(max = 11) int restartAfter) {
        MemoryTiles tiles = new MemoryTiles();
        RightEdge edge = RightEdge.empty();
        int size = 0;
        for (int batch = 0; batch < batches.size(); batch++) {
            RightEdge next = edge.copy();
            for (int i = 0; i < batches.get(batch); i++) {
                next.append(LEAVES.get(size++));
            }
            tiles.store(next.changedTiles());
            next.markClean();
            edge = batch == restartAfter ? RightEdge.load(new TreeSize(size), tiles) : next;
            assertThat(edge.root()).isEqualTo(ReferenceTree.root(LEAVES.subList(0, size)));
            assertThat(new Tree(tiles).root(new TreeSize(size))).isEqualTo(edge.root());
        }
    }

    private static RightEdge grow(int size) {
        RightEdge edge = RightEdge.empty();
        LEAVES.subList(0, size).forEach(edge::append);
        return edge;
    }

    private static MemoryTiles tilesOf(RightEdge edge) {
        MemoryTiles tiles = new MemoryTiles();
        tiles.store(edge.changedTiles());
        return tiles;
    }
}
