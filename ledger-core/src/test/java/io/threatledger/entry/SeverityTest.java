package io.threatledger.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeverityTest {
    private static final ThreatClaims PLAIN =
            ThreatClaims.of(Target.parse("203.0.113.1")).build();

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "5.1", "1.25", "50", "-1"})
    void aRatingThatIsNoneIsRefused(String rating) {
        assertThatThrownBy(() -> rated(new BigDecimal(rating)))
                .isInstanceOf(InvalidField.class)
                .hasMessageContaining("rating");
    }

    static Stream<BigDecimal> everyTenth() {
        return IntStream.rangeClosed(0, 50).mapToObj(tenths -> BigDecimal.valueOf(tenths, 1));
    }

    @ParameterizedTest
    @MethodSource("everyTenth")
    void aRatingGoesUpToTheOneOfItsSeverity(BigDecimal rating) {
        double value = rating.doubleValue();
        Severity expected = value <= 1.0
                ? Severity.LOW
                : value <= 3.0 ? Severity.MEDIUM : value <= 4.0 ? Severity.HIGH : Severity.CRITICAL;

        assertThat(Severity.ofRating(rating)).isEqualTo(expected);
        // however it is written
        assertThat(Severity.ofRating(rating.setScale(3))).isEqualTo(expected);
        assertThat(Severity.ofRating(rating.stripTrailingZeros())).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("everyTenth")
    void aRatingIsKeptAsItWasGivenWhateverTheSeverity(BigDecimal rating) {
        for (Severity severity : Severity.values()) {
            ThreatClaims claims = rated(rating).toBuilder().severity(severity).build();
            assertThat(claims.ratingOrSeverity()).isEqualByComparingTo(rating);
            assertThat(claims.ratingTenths()).isEqualTo(rating.movePointRight(1).intValueExact());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSeverityStandsForTheHighestRatingThatGivesIt(Severity severity) {
        BigDecimal rating = BigDecimal.valueOf(severity.rating());

        assertThat(Severity.ofRating(rating)).isEqualTo(severity);
        assertThat(PLAIN.toBuilder().severity(severity).build().ratingTenths()).isEqualTo(10 * severity.rating());
        if (severity != Severity.CRITICAL) {
            assertThat(Severity.ofRating(rating.add(new BigDecimal("0.1")))).isGreaterThan(severity);
        }
    }

    @Test
    void severitiesWithoutARatingShowOneThreeFourAndFive() {
        assertThat(Stream.of(Severity.values()).map(Severity::rating)).containsExactly(1, 3, 4, 5);
    }

    private static ThreatClaims rated(BigDecimal rating) {
        return PLAIN.toBuilder().rating(rating).build();
    }
}
