package io.threatledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatClaimsBuilder;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.log.Change;
import io.threatledger.log.TestLedger;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerTable;
import io.threatledger.store.RawRow;
import io.threatledger.store.TallyRows;
import java.io.IOException;
import java.math.BigDecimal;
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

    private static final Map<Severity, BigDecimal> RATINGS = Map.of(
            Severity.LOW, BigDecimal.ONE,
            Severity.MEDIUM, BigDecimal.valueOf(3),
            Severity.HIGH, BigDecimal.valueOf(4),
            Severity.CRITICAL, BigDecimal.valueOf(5));
    private static final List<Severity> SEVERITIES = List.of(Severity.values());
    private static final List<String> TAGS = List.of("botnet", "ssh", "wörm");

    /** One change, in a request with the one before it or in one of its own. */
    record Step(boolean isAlone, boolean isRevocation, int pick, int owner, int ttlSeconds, int pauseSeconds) {
        /** Claims that are there or not, as the pick has it. */
        ThreatClaims claims() {
            ThreatClaimsBuilder claims = TestLedger.claims(TARGETS.get(pick % TARGETS.size())).toBuilder()
                    .ttlSeconds(ttlSeconds == 0 ? null : (long) ttlSeconds)
                    .severity(SEVERITIES.get(pick % SEVERITIES.size()))
                    .tags(TAGS.subList(0, pick % (TAGS.size() + 1)));
            return pick % 2 == 0
                    ? claims.build()
                    : claims.rating(BigDecimal.valueOf(pick % 51, 1))
                            .confidence(pick % 101)
                            .asn((long) pick)
                            .asnName("name " + pick)
                            .country("NL")
                            .build();
        }
    }

    @Property(tries = 40)
    void equalTheStoredOnes(@ForAll("histories") List<Step> steps) throws IOException {
        Path folder = Files.createTempDirectory("projections");
        try (TestLedger ledger = new TestLedger(folder)) {
            play(ledger, steps);
            long now = ledger.clock().instant().getEpochSecond();
            ledger.database().write(session -> TallyRows.lapse(session, now, ROWS_MAX));

            assertThat(stored(ledger, LedgerTable.THREATS)).isEqualTo(threats(ledger, now));
            assertThat(stored(ledger, LedgerTable.TAGS)).isEqualTo(tags(ledger, now));
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
                            : new Change.AddThreat("owner" + step.owner(), step.claims(), false));
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

        @Nullable
        Long expires() {
            Long ttl = added.claims().ttlSeconds();
            return ttl == null ? null : Long.valueOf(entry.entry().issuedAtSeconds() + ttl);
        }

        boolean isOver(long now) {
            Long expires = expires();
            return revokedBy != null || supersededBy != null || (expires != null && expires <= now);
        }

        /** In the order of the table's key. */
        Stream<String> tags() {
            return added.claims().tags().stream()
                    .map(tag -> entry.entry().owner() + "|" + tag + "|" + "%06d".formatted(index));
        }

        String text(long now) {
            ThreatClaims claims = added.claims();
            long issued = entry.entry().issuedAtSeconds();
            BigDecimal rating = claims.rating() != null ? claims.rating() : RATINGS.get(claims.severity());
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
                            RawRow.shown(expires()),
                            RawRow.shown(revokedBy),
                            RawRow.shown(supersededBy),
                            isOver(now) ? "null" : "1",
                            Objects.requireNonNull(rating).movePointRight(1).toBigIntegerExact(),
                            String.valueOf(claims.confidence()),
                            String.valueOf(claims.asn()),
                            String.valueOf(claims.asnName()),
                            String.valueOf(claims.country()))
                    .map(Object::toString)
                    .collect(Collectors.joining("|"));
        }
    }

    /** The table {@code threats} after its definition in the schema. */
    private static List<String> threats(TestLedger ledger, long now) {
        return rebuilt(ledger).stream().map(row -> row.text(now)).toList();
    }

    /** The table {@code tags}, likewise. */
    private static List<String> tags(TestLedger ledger, long now) {
        return rebuilt(ledger).stream()
                .filter(row -> !row.isOver(now))
                .flatMap(Rebuilt::tags)
                .sorted()
                .map(row -> row.replaceFirst("\\|0*(?=\\d+$)", "|"))
                .toList();
    }

    private static List<Rebuilt> rebuilt(TestLedger ledger) {
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
        return List.copyOf(rows.values());
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
