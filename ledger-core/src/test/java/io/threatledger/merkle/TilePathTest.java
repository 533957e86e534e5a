package io.threatledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0/",
                "/000",
                "0/0",
                "0/00",
                "0/0000",
                "0/x000/000",
                "0/001/000",
                "0/x001/x000",
                "0/x001/00",
                "00/000",
                "64/000",
                "-1/000",
                "0/000.p",
                "0/000.p/",
                "0/000.p/0",
                "0/000.p/00",
                "0/000.p/01",
                "0/000.p/256",
                "0/000.p/257",
                "0/000.p/1/",
                "0/000/",
                " 0/000",
                "0/000\n",
                "0/000.p/+1",
                "0/X001/000",
                "0/x999/x999/x999/x999/x999/x999/999"
            })
    void aPathInAnyOtherSpellingIsRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> TileId.parse(path));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 000",
        "999, 999",
        "1000, x001/000",
        "999999, x999/999",
        "1234067, x001/x234/067",
        "1000000000, x001/x000/x000/000"
    })
    void indexesAreWrittenInGroupsOfThree(long index, String groups) {
        assertThat(new TileId(3, index).path(TileId.TILE_WIDTH)).isEqualTo("3/" + groups);
        assertThat(new TileId(3, index).path(17)).isEqualTo("3/" + groups + ".p/17");
    }

    @Property
    void everyPathReadsBack(
            @ForAll @IntRange(max = 63) int level,
            @ForAll @LongRange(min = 0) long index,
            @ForAll @IntRange(min = 1, max = 256) int width) {
        TileId id = new TileId(level, index);
        assertThat(TileId.parse(id.path(width))).isEqualTo(new TilePath(id, width));
    }

    @ParameterizedTest
    @CsvSource({
        "255, 0, 0, 255",
        "256, 0, 0, 256",
        "256, 0, 1, 0",
        "256, 1, 0, 1",
        "257, 0, 1, 1",
        "257, 1, 0, 1",
        "65536, 0, 255, 256",
        "65536, 0, 256, 0",
        "65536, 1, 0, 256",
        "65536, 1, 1, 0",
        "65536, 2, 0, 1",
        "70000, 0, 272, 256",
        "70000, 0, 273, 112",
        "70000, 1, 0, 256",
        "70000, 1, 1, 17",
        "70000, 2, 0, 1",
        "70000, 3, 0, 0",
        "70000, 63, 0, 0",
        "0, 0, 0, 0",
        "9223372036854775807, 7, 0, 127",
        "9223372036854775807, 0, 36028797018963967, 255",
        "9223372036854775807, 0, 9223372036854775807, 0"
    })
    void widthFollowsFromTheSize(long size, int level, long index, int width) {
        assertThat(new TileId(level, index).widthIn(new TreeSize(size))).isEqualTo(width);
    }
}
