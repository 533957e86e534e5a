package io.threatledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Target;
import io.threatledger.gate.GateWord;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.Faults;
import io.threatledger.store.IdempotencyRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every write of an append fails in every way, and whatever comes after it: the ledger is whole, the request is in it
 * once, and what was answered is true.
 *
 * <p>A request that does everything a request can starts two entries below the end of a tile and crosses it.
 */
class FaultTableTest {
    private static final int BELOW_A_TILE = 254;

    /** Of the request that does everything. */
    private static final int ENTRIES = 10;

    /** What reading back begins with. */
    private static final String HEAD_READ = "SELECT size, root, issued_at FROM head";

    private static final String TILE_READ = "SELECT hashes FROM tiles";

    /** The writes of one append, in their order; where a statement runs several times, one in the middle. */
    enum Write {
        BEGIN(0, "BEGIN IMMEDIATE"),
        HEAD(0, "UPDATE head"),
        FIRST_ENTRY(0, "INSERT INTO entries"),
        LATER_ENTRY(2, "INSERT INTO entries"),
        FIRST_TILE(0, "INSERT INTO tiles"),
        LATER_TILE(1, "INSERT INTO tiles"),
        INTERVAL(1, "INSERT INTO threats"),
        TAG(1, "INSERT INTO tags"),
        PREFIX(0, "INSERT OR IGNORE INTO prefixes"),
        ENDING(1, "UPDATE threats"),
        UNTAG(1, "DELETE FROM tags"),
        FORGET(0, "DELETE FROM idempotency"),
        ANSWER(0, "INSERT INTO idempotency"),
        COMMIT(0, "COMMIT");

        private final int passed;
        private final String statement;

        Write(int passed, String statement) {
            this.passed = passed;
            this.statement = statement;
        }

        void fail(Faults faults, Faults.Kind kind, int times) {
            faults.failAfter(passed, "", statement, kind, times);
        }
    }

    /** What comes after the failure. */
    enum Then {
        REPEAT,
        RECOVER,
        FAIL_AGAIN,
        READ_BACK_FAILS,
        RECOVERY_FAILS
    }

    @TempDir
    static Path kept;

    @TempDir
    Path folder;

    private Faults faults;
    private TestLedger ledger;

    @BeforeAll
    static void fill() {
        try (TestLedger ledger = new TestLedger(kept)) {
            Change[] changes = new Change[BELOW_A_TILE];
            Arrays.setAll(changes, i -> TestLedger.add("203.0.113." + i));
            ledger.append(changes);
        }
    }

    @BeforeEach
    void open() throws IOException {
        Path file = folder.resolve("ledger.db");
        Files.copy(kept.resolve("ledger.db"), file);
        faults = Faults.on(file);
        ledger = new TestLedger(folder);
        // Answered from what is there: the sequencer has loaded the ledger when this returns.
        ledger.append(new Change.AddThreat("acme", TestLedger.claims("203.0.113.1"), true));
    }

    @AfterEach
    void close() {
        ledger.close();
        faults.close();
    }

    static Stream<Arguments> table() {
        List<Arguments> rows = new ArrayList<>();
        for (Write write : Write.values()) {
            for (Faults.Kind kind : Faults.Kind.values()) {
                for (Then then : Then.values()) {
                    rows.add(Arguments.of(write, kind, then));
                }
            }
        }
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("table")
    void aRequestIsInTheLedgerOnceAndWhatWasAnsweredIsTrue(Write write, Faults.Kind kind, Then then) {
        AppendRequest request = everything();
        boolean isDone = write == Write.COMMIT && kind == Faults.Kind.DONE;
        write.fail(faults, kind, then == Then.FAIL_AGAIN ? 2 : 1);
        if (then == Then.READ_BACK_FAILS) {
            faults.fail(HEAD_READ, Faults.Kind.NOT_DONE, 3);
        }
        if (then == Then.RECOVERY_FAILS) {
            faults.fail(TILE_READ, Faults.Kind.NOT_DONE, 3);
        }
        Outcome first = ledger.append(request);

        assertThat(faults.struck()).isPositive();
        assertThat(first).isInstanceOf(isDone ? Outcome.Appended.class : Outcome.Closed.class);
        if (then == Then.FAIL_AGAIN) {
            assertThat(ledger.append(request)).isEqualTo(isDone ? first : new Outcome.Closed(GateWord.DISK));
        }
        if (then == Then.RECOVER) {
            ledger.restart(() -> {});
        }
        checkAppendedOnce(request, first);
    }

    /** What failed and is not asked for again leaves no trace in what is written next. */
    @ParameterizedTest
    @EnumSource
    void nothingOfWhatFailedIsInWhatComesAfterIt(Write write) {
        write.fail(faults, Faults.Kind.NOT_DONE, 1);
        assertThat(ledger.append(everything())).isInstanceOf(Outcome.Closed.class);

        assertThat(ledger.append(TestLedger.add("198.51.100.77"))).isInstanceOf(Outcome.Appended.class);
        assertThat(ledger.head().size()).isEqualTo(new TreeSize(BELOW_A_TILE + 1));
        ledger.check();
    }

    /** The commit's outcome is lost: nobody is answered, and the next start finds out. */
    @ParameterizedTest
    @EnumSource
    void whenTheOutcomeCannotBeReadNobodyIsAnsweredAndTheNextStartKnows(Faults.Kind kind) {
        AppendRequest request = everything();
        Write.COMMIT.fail(faults, kind, 1);
        faults.fail(HEAD_READ, Faults.Kind.NOT_DONE, 1_000);
        var lost = ledger.appendLater(request);

        assertThat(TestLedger.failure(lost)).isInstanceOf(OutcomeUnknown.class);
        assertThat(ledger.fatal().get()).isNotNull();
        assertThat(ledger.append(TestLedger.add("203.0.113.1"))).isEqualTo(new Outcome.QueueFull());
        faults.stop();
        ledger.restart(ledger::forgetFatal);
        assertThat(ledger.head().size())
                .isEqualTo(new TreeSize(kind == Faults.Kind.DONE ? BELOW_A_TILE + ENTRIES : BELOW_A_TILE));
        checkAppendedOnce(request, null);
    }

    /** Whatever comes now, the request is there once, in this process and in the next. */
    private void checkAppendedOnce(AppendRequest request, @Nullable Outcome first) {
        faults.stop();
        Outcome again = ledger.append(request);
        assertThat(again).isInstanceOf(Outcome.Appended.class);
        if (first instanceof Outcome.Appended) {
            assertThat(again).isEqualTo(first);
        }
        assertThat(ledger.head().size()).isEqualTo(new TreeSize(BELOW_A_TILE + ENTRIES));
        assertThat(ledger.appended().value()).isEqualTo(BELOW_A_TILE + ENTRIES);
        ledger.check();
        ledger.restart(() -> {});
        ledger.check();
        assertThat(ledger.append(request)).isEqualTo(again);
        assertThat(ledger.append(TestLedger.add("198.51.100.77"))).isInstanceOf(Outcome.Appended.class);
        assertThat(ledger.head().size()).isEqualTo(new TreeSize(BELOW_A_TILE + ENTRIES + 1));
        assertThat(ledger.fatal().get()).isNull();
        ledger.check();
    }

    /** Adds, adds what supersedes, amends, revokes one and all, brings a prefix length that is new, and may be repeated. */
    private AppendRequest everything() {
        List<Change> changes = List.of(
                tagged("198.51.100.0/24"),
                TestLedger.add("203.0.113.7"),
                TestLedger.add("198.51.100.1"),
                ledger.revoke(9),
                TestLedger.add("198.51.100.1"),
                new Change.AddThreat("other", TestLedger.claims("203.0.113.8"), true),
                ledger.revoke(7),
                new Change.AddIndicator("acme", tagged("198.51.100.2").claims()),
                new Change.AmendIndicator(
                        "acme",
                        Target.parse("198.51.100.0/24"),
                        said -> said.toBuilder().confidence(7).build(),
                        true),
                new Change.RevokeIndicator("acme", Target.parse("203.0.113.8"), "gone"));
        Digest fingerprint = Rfc6962.leafHash("body".getBytes(StandardCharsets.US_ASCII));
        var once = new AppendRequest.Once(new IdempotencyRow.Scope(1, "POST /api/v1/threats", "k"), fingerprint);
        assertThat(Target.parse("198.51.100.0/24").prefixLength()).isEqualTo(24);
        return new AppendRequest(changes, once, 700, TestLedger.PATIENCE);
    }

    private static Change.AddThreat tagged(String target) {
        return new Change.AddThreat(
                "acme",
                TestLedger.claims(target).toBuilder()
                        .tags(List.of("botnet", "ssh"))
                        .build(),
                false);
    }
}
