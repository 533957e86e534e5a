package io.threatledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void neitherOneSourceNorAllTogetherTakeMoreThanTheirShare() throws Exception {
        Turns turns = new Turns("turns", 3, 2);
        assertThat(turns.take("a", Duration.ZERO)).isTrue();
        assertThat(turns.take("a", Duration.ZERO)).isTrue();
        assertThat(turns.take("a", Duration.ofMillis(10))).isFalse();
        assertThat(turns.take("b", Duration.ZERO)).isTrue();
        assertThat(turns.take("c", Duration.ofMillis(10))).isFalse();
        turns.giveBack("b");
        assertThat(turns.take("a", Duration.ZERO)).isFalse();
        assertThat(turns.take("c", Duration.ZERO)).isTrue();
        turns.giveBack("a");
        assertThat(turns.take("a", Duration.ZERO)).isTrue();
    }

    @Test
    void whoWaitsGetsTheTurnThatIsGivenBack() throws Exception {
        Turns turns = new Turns("turns", 4, 2);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = java.util.stream.IntStream.range(0, 200)
                    .<Future<Boolean>>mapToObj(i -> threads.submit(() -> {
                        String source = "s" + i % 5;
                        boolean took = turns.take(source, PATIENCE);
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        Thread.sleep(1);
                        now.decrementAndGet();
                        turns.giveBack(source);
                        return took;
                    }))
                    .toList();
            for (Future<Boolean> each : all) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(most.get()).isBetween(1, 4);
        assertThat(turns.take("s0", Duration.ZERO)).isTrue();
    }
}
