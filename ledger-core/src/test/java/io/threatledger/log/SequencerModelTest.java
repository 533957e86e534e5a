package io.threatledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.store.IdempotencyRow;
import io.threatledger.store.ThreatRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Random requests through the real sequencer, beside a model that is a list and a few loops. */
class SequencerModelTest {
    private static final int TTL_SECONDS = 100;

    /** What a test step asks: {@code threat} picks an earlier threat to revoke, modulo how many there are. */
    record Step(boolean revoke, boolean unlessActive, int target, int owner, int threat, int pauseSeconds) {}

    /** A threat in the model. */
    private static final class Told {
        final long index;
        final String line;
        final long expires;

        @Nullable
        Long revokedBy;

        @Nullable
        Long supersededBy;

        @Nullable
        Long supersedes;

        Told(long index, String line, long expires) {
            this.index = index;
            this.line = line;
            this.expires = expires;
        }

        boolean isActiveAt(long now) {
            return revokedBy == null && supersededBy == null && expires > now;
        }
    }

    private final List<Told> model = new ArrayList<>();
    private long size;
    private long now;

    @Property(tries = 60)
    void agreesWithTheModel(@ForAll("requests") List<List<Step>> requests) throws IOException {
        Path folder = Files.createTempDirectory("sequencer-model");
        model.clear();
        size = 0;
        now = 0;
        try (TestLedger ledger = new TestLedger(folder)) {
            for (List<Step> request : requests) {
                int pause = request.getFirst().pauseSeconds();
                ledger.advanceClock(Duration.ofSeconds(pause));
                now += pause;
                run(ledger, request);
            }
            ledger.check();
            model.forEach(told -> compare(told, ledger));
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void run(TestLedger ledger, List<Step> request) {
        List<Change> changes = new ArrayList<>();
        List<Long> expected = new ArrayList<>();
        long known = model.size();
        for (Step step : request) {
            if (step.revoke() && known > 0) {
                Told told = model.get((int) (step.threat() % known));
                changes.add(ledger.revoke(told.index));
                expected.add(revokeInModel(told));
            } else {
                String owner = "owner" + step.owner();
                changes.add(new Change.AddThreat(owner, claims(step), step.unlessActive()));
                expected.add(addInModel(owner + step.target(), step.unlessActive()));
            }
        }
        Outcome.Appended outcome = (Outcome.Appended) ledger.append(TestLedger.request(changes));
        assertThat(outcome.items().stream().map(SequencerModelTest::signed)).isEqualTo(expected);
    }

    private static io.threatledger.entry.ThreatClaims claims(Step step) {
        return TestLedger.claims("203.0.113." + step.target()).toBuilder()
                .ttlSeconds((long) TTL_SECONDS)
                .build();
    }

    /** An item as a number: the index, negative and shifted by one when it existed. */
    private static long signed(IdempotencyRow.Item item) {
        return item.existing() ? -1 - item.index().value() : item.index().value();
    }

    private long addInModel(String line, boolean unlessActive) {
        Map<String, Told> active = new HashMap<>();
        model.stream().filter(told -> told.isActiveAt(now)).forEach(told -> active.put(told.line, told));
        Told former = active.get(line);
        if (former != null && unlessActive) {
            return -1 - former.index;
        }
        Told told = new Told(size++, line, now + TTL_SECONDS);
        if (former != null) {
            former.supersededBy = told.index;
            told.supersedes = former.index;
        }
        model.add(told);
        return told.index;
    }

    private long revokeInModel(Told told) {
        if (told.revokedBy != null) {
            return -1 - told.revokedBy;
        }
        told.revokedBy = size++;
        return told.revokedBy;
    }

    private static void compare(Told told, TestLedger ledger) {
        ThreatRow row = ledger.threat(told.index);
        assertThat(row.revokedIndex()).isEqualTo(told.revokedBy);
        assertThat(row.supersededIndex()).isEqualTo(told.supersededBy);
        ThreatAdded added = (ThreatAdded) ledger.body(told.index);
        assertThat(added.supersedes()).isEqualTo(told.supersedes == null ? null : ledger.id(told.supersedes));
        if (told.revokedBy != null) {
            ThreatRevoked revoked = (ThreatRevoked) ledger.body(Objects.requireNonNull(told.revokedBy));
            assertThat(revoked.threat()).isEqualTo(ledger.id(told.index));
        }
    }

    @Provide
    Arbitrary<List<List<Step>>> requests() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.of(true, false, false),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.of(0, 0, 1, 60))
                .as(Step::new);
        return step.list().ofMinSize(1).ofMaxSize(6).list().ofMaxSize(15);
    }
}
