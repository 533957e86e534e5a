package io.threatledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
    @Test
    void tenTimesAsManyEntriesAreAsFarToTheRightAndTheBestIsAtTheTop() {
        String svg = new Chart(List.of(), List.of(point(1_000, 50), point(10_000, 100), point(100_000, 25))).svg();
        assertThat(svg).contains("<polyline points=\"330,144 480,64 630,184\"", ">10,000</text>");
    }

    /** A second run fills nothing: what is not known is left out. */
    @Test
    void whatWasNotMeasuredHasNoPlaceInItsLine() {
        assertThat(new Chart(List.of(), List.of(point(1_000, Double.NaN))).svg())
                .contains("<polyline points=\"\"")
                .doesNotContain("NaN");
    }

    private static Curve.Point point(long entries, double inArrays) {
        Figure figure = Figure.of("rate", 1, "/s", null, "");
        return new Curve.Point(entries, inArrays, figure, figure, figure);
    }
}
