package io.threatledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.log.Change;
import io.threatledger.log.TestLedger;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.EntryRow;
import io.threatledger.store.Faults;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.StorageException;
import io.threatledger.store.TallyRows.Dimension;
import io.threatledger.store.ThreatRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {
    private static final Tally.Count NONE = new Tally.Count(0, 0);

    /** Adds, superseding adds, revocations and time, with questions between them at random. */
    @Property(tries = 25)
    void equalsARecountAfterAnything(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int steps)
            throws IOException {
        Path folder = Files.createTempDirectory("tally");
        try (TestLedger ledger = new TestLedger(folder)) {
            Tally tally = new Tally(ledger.database());
            Upkeep upkeep = new Upkeep(ledger.database(), tally, Duration.ZERO, ledger.clock());
            Random random = new Random(seed);
            for (int i = 0; i < steps; i++) {
                step(ledger, random);
                if (random.nextInt(3) == 0) {
                    compare(ledger, tally);
                }
                if (random.nextInt(5) == 0) {
                    upkeep.turn();
                }
            }
            compare(ledger, tally);
            compare(ledger, new Tally(ledger.database()));
        } finally {
            delete(folder);
        }
    }

    /** A step that fails half-way has counted some rows: nobody is told a number that was built on it. */
    @ParameterizedTest
    @ValueSource(strings = {"revoked_idx >=", "live = 1 AND expires_at"})
    void countsAnewAfterAStepThatFailed(String read, @TempDir Path folder) {
        try (Faults faults = Faults.on(folder.resolve("ledger.db"));
                TestLedger ledger = new TestLedger(folder)) {
            Random random = new Random(1);
            Tally tally = new Tally(ledger.database());
            compare(ledger, tally);
            IntStream.range(0, 30).forEach(i -> step(ledger, random));
            ledger.advanceClock(Duration.ofSeconds(60));
            faults.failReading(read, 1);
            long now = ledger.clock().instant().getEpochSecond();
            assertThatThrownBy(() -> tally.allAt(now)).isInstanceOf(StorageException.class);
            compare(ledger, tally);
        }
    }

    /** Adds, superseding adds, revocations or time. */
    static void step(TestLedger ledger, Random random) {
        long size = ledger.head().size().value();
        switch (random.nextInt(6)) {
            case 0 -> ledger.advanceClock(Duration.ofSeconds(random.nextInt(90)));
            case 1 -> {
                List<Change> revocations = new ArrayList<>();
                for (int i = 0; i < 3 && size > 0; i++) {
                    revocations.add(ledger.revoke(random.nextLong(size)));
                }
                if (!revocations.isEmpty()) {
                    ledger.append(revocations.toArray(new Change[0]));
                }
            }
            default -> {
                List<Change> adds = new ArrayList<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    adds.add(new Change.AddThreat("acme", claims(random), false));
                }
                ledger.append(adds.toArray(new Change[0]));
            }
        }
    }

    private static <T> T oneOf(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static ThreatClaims claims(Random random) {
        return ThreatClaims.of(Target.parse("192.0.2." + random.nextInt(6)))
                .severity(oneOf(random, Severity.values()))
                .action(oneOf(random, ThreatAction.values()))
                .category("category-" + random.nextInt(3))
                .source("source-" + random.nextInt(2))
                .ttlSeconds(random.nextInt(4) == 0 ? null : Long.valueOf(1 + random.nextInt(120)))
                .build();
    }

    private static void compare(TestLedger ledger, Tally tally) {
        long now = ledger.clock().instant().getEpochSecond();
        Tally.Counts counts = tally.at(now);
        assertThat(counts)
                .isEqualTo(recount(ledger.database(), ledger.head().size().value(), now));
        assertThat(tally.allAt(now)).isEqualTo(counts.all());
    }

    private static Tally.Counts recount(LedgerDatabase database, long size, long now) {
        Tally.Count all = NONE;
        Map<Dimension, Map<String, Tally.Count>> by = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            by.put(dimension, new HashMap<>());
        }
        for (ThreatRow row : rows(database, size)) {
            boolean active = row.revokedIndex() == null && row.supersededIndex() == null && !row.isExpiredAt(now);
            all = new Tally.Count(all.total() + 1, all.active() + (active ? 1 : 0));
            by.forEach((dimension, counts) -> counts.merge(
                    dimension.of(row),
                    new Tally.Count(1, active ? 1 : 0),
                    (a, b) -> new Tally.Count(a.total() + b.total(), a.active() + b.active())));
        }
        return new Tally.Counts(all, by);
    }

    private static List<ThreatRow> rows(LedgerDatabase database, long size) {
        return database.read(session -> EntryRow.page(session, 0, size).stream()
                .flatMap(entry ->
                        ThreatRow.at(session, new LeafIndex(entry.index().value())).stream())
                .toList());
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
