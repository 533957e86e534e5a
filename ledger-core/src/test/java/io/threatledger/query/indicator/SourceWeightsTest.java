package io.threatledger.query.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceWeightsTest {
    @Test
    void aWeightIsAShareAndGivenOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceWeights(Map.of("a", new BigDecimal("1.01")), BigDecimal.ONE))
                .withMessageContaining("weight of a");
        assertThatIllegalArgumentException().isThrownBy(() -> new SourceWeights(Map.of(), new BigDecimal("-0.1")));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new SourceWeights(Map.of("a-b", BigDecimal.ONE, "A B", BigDecimal.ZERO), BigDecimal.ONE));
    }

    @ParameterizedTest
    @CsvSource({
        "Spamhaus DROP, 0.95", "spamhaus-drop, 0.95", "fail2ban, 0.85", "Fail2Ban, 0.85", "abuseipdb, 0.8",
        "emerging_threats, 0.8", "blocklist.de, 0.75", "CINS Army, 0.75", "alienvault-otx, 0.7", "manual, 0.7",
        "fail2ban2, 0.7", "---, 0.7"
    })
    void aSourceIsFoundHoweverItsNameIsWritten(String source, BigDecimal weight) {
        assertThat(SourceWeights.DEFAULT.of(source)).isEqualByComparingTo(weight);
    }

    @Test
    void otherWeightsHaveAnotherFingerprint() {
        BigDecimal half = new BigDecimal("0.5");
        String fingerprint = new SourceWeights(Map.of("a", half, "b", BigDecimal.ONE), half).fingerprint();
        assertThat(new SourceWeights(Map.of("B", BigDecimal.ONE, "A", half), half).fingerprint())
                .isEqualTo(fingerprint);
        assertThat(new SourceWeights(Map.of("a", half, "b", half), half).fingerprint())
                .isNotEqualTo(fingerprint);
        assertThat(new SourceWeights(Map.of("a", half, "b", BigDecimal.ONE), BigDecimal.ONE).fingerprint())
                .isNotEqualTo(fingerprint);
    }
}
