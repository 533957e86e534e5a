package io.threatledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.log.Change;
import io.threatledger.log.TestLedger;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerTable;
import io.threatledger.store.RawRow;
import io.threatledger.store.TallyRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Whole tables, rebuilt from the entries by a few loops that share nothing with the checks, equal the stored ones, after
 * any history; and fsck says so too.
 */
class RebuiltProjectionsTest {
    private static final int ROWS_MAX = 1_000;
    private static final List<String> TARGETS =
            List.of("203.0.113.7", "203.0.113.0/24", "2001:db8::1", "2001:db8::/32", "198.51.100.0/25");

    /** One change, in a request with the one before it or in one of its own. */
    record Step(boolean isAlone, boolean isRevocation, int pick, int owner, int ttlSeconds, int pauseSeconds) {}

    @Property(tries = 40)
    void equalTheStoredOnes(@ForAll("histories") List<Step> steps) throws IOException {
        Path folder = Files.createTempDirectory("projections");
        try (TestLedger ledger = new TestLedger(folder)) {
            play(ledger, steps);
            long now = ledger.clock().instant().getEpochSecond();
            ledger.database().write(session -> TallyRows.lapse(session, now, ROWS_MAX));

            assertThat(stored(ledger, LedgerTable.THREATS)).isEqualTo(threats(ledger, now));
            assertThat(stored(ledger, LedgerTable.PREFIXES)).isEqualTo(prefixes(ledger));
            assertThat(Fsck.run(ledger.database().file(), RichLedger.KEYS, ledger.clock(), FsckProgress.SILENT)
                            .damages())
                    .isEmpty();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void play(TestLedger ledger, List<Step> steps) {
        List<Change> request = new ArrayList<>();
        for (Step step : steps) {
            if (step.isAlone() && !request.isEmpty()) {
                ledger.append(TestLedger.request(request));
                request.clear();
            }
            ledger.advanceClock(Duration.ofSeconds(step.pauseSeconds()));
            long size = ledger.head().size().value();
            request.add(
                    step.isRevocation() && size > 0
                            ? new Change.RevokeThreat("acme", ledger.id(step.pick() % size), "no reason")
                            : new Change.AddThreat(
                                    "owner" + step.owner(),
                                    TestLedger.claims(TARGETS.get(step.pick() % TARGETS.size())).toBuilder()
                                            .ttlSeconds(step.ttlSeconds() == 0 ? null : (long) step.ttlSeconds())
                                            .build(),
                                    false));
        }
        ledger.append(TestLedger.request(request));
    }

    private static List<List<@Nullable Object>> stored(TestLedger ledger, LedgerTable table) {
        List<RawRow> rows = ledger.database().read(session -> table.page(session, null, ROWS_MAX));
        return rows.stream()
                .map(row -> table.columns().stream()
                        .<@Nullable Object>map(row::value)
                        .<@Nullable Object>map(value -> value instanceof byte[] bytes ? hex(bytes) : value)
                        .toList())
                .toList();
    }

    /** The table {@code threats} after its definition in the schema. */
    private static List<List<@Nullable Object>> threats(TestLedger ledger, long now) {
        Map<Long, @Nullable Object[]> rows = new TreeMap<>();
        Map<EntryId, Long> indexes = new HashMap<>();
        for (EntryRow row : entries(ledger)) {
            long index = row.index().value();
            indexes.put(row.id(), index);
            DecodedEntry entry = EntryCodec.decode(row.leaf());
            if (entry.entry().body() instanceof ThreatRevoked revoked) {
                rows.get(indexes.get(revoked.threat()))[10] = index;
            } else if (entry.entry().body() instanceof ThreatAdded added) {
                long first = index;
                if (added.supersedes() != null) {
                    @Nullable Object[] former = rows.get(indexes.get(added.supersedes()));
                    former[11] = index;
                    first = (Long) former[1];
                }
                rows.put(index, threat(index, first, entry, added));
            }
        }
        rows.values().forEach(row -> {
            boolean hasExpired = row[9] != null && (Long) row[9] <= now;
            row[12] = row[10] != null || row[11] != null || hasExpired ? null : 1L;
        });
        return rows.values().stream().map(java.util.Arrays::asList).toList();
    }

    private static @Nullable Object[] threat(long index, long first, DecodedEntry entry, ThreatAdded added) {
        long issued = entry.entry().issuedAtSeconds();
        Long ttl = added.claims().ttlSeconds();
        return new @Nullable Object[] {
            index,
            first,
            entry.entry().owner(),
            added.claims().source(),
            added.claims().category(),
            added.claims().severity().word(),
            added.claims().action().word(),
            hex(added.claims().target().key()),
            issued,
            ttl == null ? null : (Object) (issued + ttl),
            null,
            null,
            null
        };
    }

    private static List<List<@Nullable Object>> prefixes(TestLedger ledger) {
        TreeSet<List<@Nullable Object>> used = new TreeSet<>(Comparator.comparing(Object::toString));
        for (EntryRow row : entries(ledger)) {
            if (EntryCodec.decode(row.leaf()).entry().body() instanceof ThreatAdded added) {
                var target = added.claims().target();
                used.add(List.of(target.isIpv4() ? 4L : 6L, (long) target.prefixLength()));
            }
        }
        return List.copyOf(used).stream()
                .sorted(Comparator.<List<@Nullable Object>>comparingLong(p -> (Long) p.get(0))
                        .thenComparingLong(p -> (Long) p.get(1)))
                .toList();
    }

    private static List<EntryRow> entries(TestLedger ledger) {
        return ledger.database().read(session -> EntryRow.page(session, 0, ROWS_MAX));
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false, false),
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.of(0, 50, 100, 86_400),
                        Arbitraries.of(0, 0, 1, 60))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }
}
