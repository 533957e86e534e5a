package io.threatledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FeesTest {
    @Test
    void theSuggestionCoversADoubledBaseFeeAndTheHighestUsualTip() {
        Json history =
                history("{\"baseFeePerGas\":[\"0x1\",\"0x77359400\"],\"reward\":[[\"0x3b9aca00\"],[\"0x5f5e100\"]]}");
        assertThat(Fees.suggested(history)).isEqualTo(fees(5_000_000_000L, 1_000_000_000L));
    }

    @Test
    void anEmptyChainStillGetsATip() {
        Fees fees = Fees.suggested(history("{\"baseFeePerGas\":[\"0x0\"],\"reward\":null}"));
        assertThat(fees.tipWei()).isPositive();
        assertThat(fees.maxFeeWei()).isEqualTo(fees.tipWei());
    }

    @Test
    void aHistoryWithoutBaseFeesIsMalformed() {
        assertThatThrownBy(() -> Fees.suggested(history("{\"baseFeePerGas\":[],\"reward\":[]}")))
                .isInstanceOf(ChainException.class);
    }

    @Property
    void aReplacementPaysAtLeastAnEighthMoreOfBoth(
            @ForAll @LongRange(min = 0, max = 1L << 50) long max,
            @ForAll @LongRange(min = 0, max = 1L << 50) long tip,
            @ForAll @LongRange(min = 0, max = 1L << 50) long now) {
        Fees replaced = fees(now, now / 2).replacing(fees(max, tip));
        assertThat(replaced.maxFeeWei().doubleValue()).isGreaterThanOrEqualTo(max * 1.125);
        assertThat(replaced.tipWei().doubleValue()).isGreaterThanOrEqualTo(tip * 1.125);
        assertThat(replaced.maxFeeWei()).isGreaterThanOrEqualTo(BigInteger.valueOf(now));
    }

    @Test
    void aCapBelowTheBaseFeeSendsNothing() {
        assertThat(fees(10, 4).within(BigInteger.valueOf(6), BigInteger.valueOf(7)))
                .isEmpty();
        assertThat(fees(10, 8).within(BigInteger.valueOf(7), BigInteger.valueOf(7)))
                .contains(fees(7, 7));
    }

    @Test
    void finalIsWhatTheTagOrTheConfirmationsSay() {
        assertThat(Finality.TAG.newestFinal(100, 36)).isEqualTo(36);
        assertThat(Finality.afterConfirmations(1).newestFinal(100, 36)).isEqualTo(100);
        assertThat(Finality.afterConfirmations(80).newestFinal(100, 36)).isEqualTo(36);
        assertThat(new Finality(false, 3).newestFinal(1, 36)).isEqualTo(-1);
        assertThatThrownBy(() -> new Finality(false, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void patienceDoublesWithEachReplacement() {
        AnchorPolicy policy = new AnchorPolicy(BigInteger.TEN, Duration.ZERO, 1, 3, Duration.ofSeconds(10));
        Pacing pacing = new Pacing(policy, () -> java.time.Instant.EPOCH);
        assertThat(pacing.isDue(1, 9, 2, true)).isFalse();
        assertThat(pacing.isDue(1, 10, 0, true)).isTrue();
        assertThat(pacing.isDue(2, 19, 0, true)).isFalse();
        assertThat(pacing.isDue(2, 20, 0, true)).isTrue();
        assertThat(pacing.isDue(60, 2_559, 0, true)).isFalse();
        assertThat(pacing.isDue(60, 2_560, 0, true)).isTrue();
        assertThat(pacing.isDue(1, 0, 3, true)).isTrue();
        assertThat(pacing.isDue(1, 2, 0, false)).isFalse();
        assertThat(pacing.isDue(1, 3, 0, false)).isTrue();
        assertThat(pacing.isDue(1, 0, -5, true)).isFalse();
    }

    private static Fees fees(long max, long tip) {
        return new Fees(BigInteger.valueOf(max), BigInteger.valueOf(tip));
    }

    private static Json history(String json) {
        return new Json("eth_feeHistory", JsonMapper.shared().readTree(json));
    }
}
