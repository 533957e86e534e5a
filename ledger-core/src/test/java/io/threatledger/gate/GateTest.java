package io.threatledger.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GateTest {
    private final AtomicLong nanos = new AtomicLong(1);
    private final AtomicReference<Verdict> answer = new AtomicReference<>(Verdict.OPEN);
    private final AtomicInteger asked = new AtomicInteger();
    private final Gate gate = new Gate(
            List.of(() -> {
                asked.incrementAndGet();
                return answer.get();
            }),
            nanos::get);

    @Test
    void isClosedUntilItWasAsked() {
        assertThat(gate.verdict().closedBy()).isEqualTo(GateWord.STARTING);
        assertThat(gate.peek().closedBy()).isEqualTo(GateWord.STARTING);
        assertThat(asked).hasValue(0);
    }

    @Test
    void aStaleOpenVerdictIsAskedAgainAndAFreshOneIsNot() {
        gate.probe();
        pass(Gate.OPEN_FRESH_MILLIS);
        assertThat(gate.verdict().isOpen()).isTrue();
        assertThat(asked).hasValue(1);

        answer.set(Verdict.closed(GateWord.UNREACHABLE));
        pass(1);
        assertThat(gate.verdict().closedBy()).isEqualTo(GateWord.UNREACHABLE);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aClosedVerdictCountsUntilTheProberSeesOtherwise() {
        answer.set(Verdict.closed(GateWord.NO_FUNDS));
        gate.probe();
        answer.set(Verdict.OPEN);
        pass(60_000);
        assertThat(gate.verdict().closedBy()).isEqualTo(GateWord.NO_FUNDS);
        assertThat(asked).hasValue(1);

        gate.probe();
        assertThat(gate.verdict().isOpen()).isTrue();
    }

    @Test
    void theFirstClosedConditionDecides() {
        Gate two = new Gate(
                List.of(() -> Verdict.closed(GateWord.DISK), () -> Verdict.closed(GateWord.STALLED)), nanos::get);

        assertThat(two.probe().closedBy()).isEqualTo(GateWord.DISK);
    }

    @Test
    void aConditionThatFailsHasNotSaidOpen() {
        Gate failing = new Gate(
                List.of(() -> {
                    throw new IllegalStateException("no");
                }),
                nanos::get);

        assertThat(failing.probe().closedBy()).isEqualTo(GateWord.UNREACHABLE);
    }

    @Test
    void aLatchWinsOverTheProbeAndEachWordIsTakenBackByItself() {
        gate.probe();
        gate.latch(GateWord.STOPPING, "stop");
        gate.latch(GateWord.DISK, "full");
        assertThat(gate.verdict().word()).isEqualTo("disk");
        gate.unlatch(GateWord.DISK);
        assertThat(gate.peek().word()).isEqualTo("stopping");
        gate.unlatch(GateWord.STOPPING);
        assertThat(gate.verdict().word()).isEqualTo("ok");
    }

    @Test
    void peekNeverAsksAndShowsSilenceAsUnreachable() {
        gate.probe();
        pass(Gate.SHOWN_FRESH_MILLIS);
        assertThat(gate.peek().isOpen()).isTrue();
        pass(1);
        assertThat(gate.peek().closedBy()).isEqualTo(GateWord.UNREACHABLE);
        assertThat(asked).hasValue(1);
    }

    @Test
    void onlyAskingForAVerdictCountsAsWantingOne() {
        gate.probe();
        pass(3_000);
        gate.peek();
        assertThat(gate.idleFor()).isEqualTo(Duration.ofSeconds(3));
        gate.verdict();
        assertThat(gate.idleFor()).isZero();
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
