package io.threatledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.gate.GateWord;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.IdempotencyRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequencerIdempotencyTest {
    private static final Digest BODY = Digest.of(new byte[Digest.LENGTH_BYTES]);
    private static final Digest OTHER_BODY = Digest.ofHex("11".repeat(Digest.LENGTH_BYTES));

    @TempDir
    Path folder;

    private TestLedger ledger;

    @BeforeEach
    void open() {
        ledger = new TestLedger(folder);
    }

    @AfterEach
    void checkEverything() {
        ledger.check();
        ledger.close();
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        ledger.append(once("k", BODY, "203.0.113.1"));

        assertThat(ledger.append(once("k", OTHER_BODY, "203.0.113.2"))).isEqualTo(new Outcome.KeyReused());
        assertThat(ledger.head().size()).isEqualTo(new TreeSize(1));
    }

    @Test
    void aRepeatGetsTheFirstAnswerAlsoAfterARestart() {
        Outcome first = ledger.append(once("k", BODY, "203.0.113.1"));

        assertThat(ledger.append(once("k", BODY, "203.0.113.1"))).isEqualTo(first);
        ledger.restart(() -> {});
        assertThat(ledger.append(once("k", BODY, "203.0.113.1"))).isEqualTo(first);
        assertThat(ledger.head().size()).isEqualTo(new TreeSize(1));
    }

    @Test
    void manyRepeatsAtOnceAreOneAppend() throws Exception {
        List<CompletableFuture<Outcome>> all = IntStream.range(0, 200)
                .mapToObj(i -> ledger.appendLater(once("k" + i % 4, BODY, "203.0.113." + i % 4)))
                .toList();
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).get()).isEqualTo(all.get(i % 4).get());
        }
        assertThat(ledger.head().size()).isEqualTo(new TreeSize(4));
    }

    @Test
    void keysOfOtherAccountsAndRoutesAreOtherKeys() {
        ledger.append(once("k", BODY, "203.0.113.1"));
        ledger.append(new AppendRequest(
                List.of(TestLedger.add("203.0.113.2")),
                new AppendRequest.Once(new IdempotencyRow.Scope(2, "POST /api/v1/threats", "k"), BODY),
                100,
                TestLedger.PATIENCE));
        ledger.append(new AppendRequest(
                List.of(TestLedger.add("203.0.113.3")),
                new AppendRequest.Once(new IdempotencyRow.Scope(1, "DELETE /api/v1/threats/x", "k"), BODY),
                100,
                TestLedger.PATIENCE));

        assertThat(ledger.head().size()).isEqualTo(new TreeSize(3));
    }

    @Test
    void refusalsAreNotRecorded() {
        ledger.gate().latch(GateWord.STOPPING, "a test");
        assertThat(ledger.append(once("k", BODY, "203.0.113.1"))).isInstanceOf(Outcome.Closed.class);
        ledger.gate().unlatch(GateWord.STOPPING);

        assertThat(ledger.append(once("k", OTHER_BODY, "203.0.113.2"))).isInstanceOf(Outcome.Appended.class);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        ledger.append(once("k", BODY, "203.0.113.1"));
        ledger.advanceClock(Duration.ofSeconds(IdempotencyRow.KEPT_SECONDS - 1));
        assertThat(ledger.append(once("k", OTHER_BODY, "203.0.113.1"))).isEqualTo(new Outcome.KeyReused());

        ledger.advanceClock(Duration.ofSeconds(1));
        assertThat(ledger.append(once("k", OTHER_BODY, "203.0.113.1"))).isInstanceOf(Outcome.Appended.class);
        assertThat(ledger.append(once("k", OTHER_BODY, "203.0.113.1"))).isInstanceOf(Outcome.Appended.class);
        assertThat(ledger.head().size()).isEqualTo(new TreeSize(2));
    }

    private static AppendRequest once(String key, Digest body, String target) {
        return new AppendRequest(
                List.of(TestLedger.add(target)),
                new AppendRequest.Once(new IdempotencyRow.Scope(1, "POST /api/v1/threats", key), body),
                100,
                TestLedger.PATIENCE);
    }
}
