package io.threatledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
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

    /** Each row as one text. */
    private static List<String> stored(TestLedger ledger, LedgerTable table) {
        List<RawRow> rows = ledger.database().read(session -> table.page(session, null, ROWS_MAX));
        return rows.stream()
                .map(row -> table.columns().stream()
                        .map(column -> RawRow.shown(row.value(column)))
                        .collect(Collectors.joining("|")))
                .toList();
    }

    /** A row of {@code threats} while it is rebuilt. */
    private static final class Rebuilt {
        private final long index;
        private final long first;
        private final DecodedEntry entry;
        private final ThreatAdded added;

        @Nullable
        Long revokedBy;

        @Nullable
        Long supersededBy;

        Rebuilt(long index, long first, DecodedEntry entry, ThreatAdded added) {
            this.index = index;
            this.first = first;
            this.entry = entry;
            this.added = added;
        }

        String text(long now) {
            ThreatClaims claims = added.claims();
            long issued = entry.entry().issuedAtSeconds();
            Long expires = claims.ttlSeconds() == null ? null : Long.valueOf(issued + claims.ttlSeconds());
            boolean isOver = revokedBy != null || supersededBy != null || (expires != null && expires <= now);
            return Stream.of(
                            index,
                            first,
                            entry.entry().owner(),
                            claims.source(),
                            claims.category(),
                            claims.severity().word(),
                            claims.action().word(),
                            RawRow.shown(claims.target().key()),
                            issued,
                            RawRow.shown(expires),
                            RawRow.shown(revokedBy),
                            RawRow.shown(supersededBy),
                            isOver ? "null" : "1")
                    .map(Object::toString)
                    .collect(Collectors.joining("|"));
        }
    }

    /** The table {@code threats} after its definition in the schema. */
    private static List<String> threats(TestLedger ledger, long now) {
        Map<EntryId, Rebuilt> rows = new LinkedHashMap<>();
        for (EntryRow row : entries(ledger)) {
            long index = row.index().value();
            DecodedEntry entry = EntryCodec.decode(row.leaf());
            if (entry.entry().body() instanceof ThreatRevoked revoked) {
                Objects.requireNonNull(rows.get(revoked.threat())).revokedBy = index;
            } else if (entry.entry().body() instanceof ThreatAdded added) {
                Rebuilt former = added.supersedes() == null ? null : rows.get(added.supersedes());
                if (former != null) {
                    former.supersededBy = index;
                }
                rows.put(row.id(), new Rebuilt(index, former == null ? index : former.first, entry, added));
            }
        }
        return rows.values().stream().map(row -> row.text(now)).toList();
    }

    private static List<String> prefixes(TestLedger ledger) {
        return entries(ledger).stream()
                .map(row -> EntryCodec.decode(row.leaf()).entry().body())
                .flatMap(body -> body instanceof ThreatAdded added
                        ? Stream.of(added.claims().target())
                        : Stream.empty())
                .sorted(Comparator.comparing(Target::isIpv4).reversed().thenComparingInt(Target::prefixLength))
                .map(target -> (target.isIpv4() ? 4 : 6) + "|" + target.prefixLength())
                .distinct()
                .toList();
    }

    private static List<EntryRow> entries(TestLedger ledger) {
        return ledger.database().read(session -> EntryRow.page(session, 0, ROWS_MAX));
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
