package io.threatledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.log.TestLedger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchTurnsTest {
    @Test
    void whoGetsNoTurnInTimeIsToldSo() {
        SearchTurns turns = new SearchTurns(2, Duration.ofMillis(5));
        int answer = turns.take(() -> turns.take(() -> {
            assertThatThrownBy(() -> turns.take(() -> 1))
                    .isInstanceOf(Busy.class)
                    .hasMessageContaining("2 others");
            return 2;
        }));
        assertThat(answer).isEqualTo(2);
    }

    @Test
    void aTurnIsGivenBackHoweverItEnds() {
        SearchTurns turns = new SearchTurns(1, Duration.ZERO);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> turns.take(() -> {
                        throw new TooDear(Duration.ZERO);
                    }))
                    .isInstanceOf(TooDear.class);
        }
        assertThat(turns.<Integer>take(() -> 1)).isEqualTo(1);
    }

    @Test
    void whoIsInterruptedHasNoTurnAndStaysInterrupted() {
        SearchTurns turns = new SearchTurns(1, TestLedger.PATIENCE);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> turns.take(() -> 1)).isInstanceOf(Busy.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whoWaitsGetsTheTurnThatIsGivenBack() throws Exception {
        SearchTurns turns = new SearchTurns(3, TestLedger.PATIENCE);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = IntStream.range(0, 100)
                    .<Future<Integer>>mapToObj(i -> threads.submit(() -> turns.take(() -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        LockSupport.parkNanos(1_000);
                        return now.decrementAndGet();
                    })))
                    .toList();
            for (Future<Integer> each : all) {
                assertThat(each.get()).isBetween(0, 2);
            }
        }
        assertThat(most.get()).isBetween(1, 3);
    }
}
