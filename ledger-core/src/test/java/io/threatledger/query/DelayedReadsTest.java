package io.threatledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import io.threatledger.log.TestLedger;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.query.Tally.Count;
import io.threatledger.store.BlockTargets;
import io.threatledger.store.TallyRows.Dimension;
import io.threatledger.store.ThreatFilter;
import io.threatledger.store.ThreatRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Lists, block lists and counters of a view that is behind, against each interval looked at alone. */
class DelayedReadsTest {
    private static final Duration DELAY = Duration.ofSeconds(100);

    /** What is read, and whose view of it. */
    private record Reads(TestLedger ledger, Published published, Blocklist blocklist, Threats threats) {}

    @Property(tries = 40)
    void everyReadIsTheLedgerAsItStoodThen(@ForAll long seed, @ForAll @IntRange(min = 5, max = 60) int steps)
            throws IOException {
        Path folder = Files.createTempDirectory("delayed");
        try (TestLedger ledger = new TestLedger(folder)) {
            Publications publications = new Publications(ledger);
            Published published = new Published(ledger.database(), publications.published(), ledger.clock());
            Reads reads = new Reads(
                    ledger,
                    published,
                    new Blocklist(ledger.database(), "log.example"),
                    new Threats(ledger.database(), () -> 0));
            Upkeep upkeep = new Upkeep(ledger.database(), new Tally(ledger.database()), DELAY, ledger.clock());
            Random random = new Random(seed);
            for (int i = 0; i < steps; i++) {
                TallyTest.step(ledger, random);
                long size = ledger.head().size().value();
                if (random.nextInt(2) == 0 && size > published.newest().value()) {
                    publications.publish();
                }
                if (random.nextInt(3) == 0) {
                    upkeep.turn();
                }
                compare(reads);
            }
        } finally {
            TallyTest.delete(folder);
        }
    }

    private static void compare(Reads reads) {
        Moment moment = reads.published().moment(DELAY);
        List<ThreatRow> began = new ArrayList<>();
        for (long index = 0; index < moment.size().value(); index++) {
            LeafIndex at = new LeafIndex(index);
            reads.ledger().database().read(session -> ThreatRow.at(session, at)).ifPresent(began::add);
        }
        List<ThreatRow> active = began.stream()
                .filter(row -> ThreatStatus.of(row, moment).isActive())
                .toList();

        assertThat(reads.threats().list(list(moment)))
                .extracting(ThreatView::index)
                .containsExactlyElementsOf(
                        active.reversed().stream().map(ThreatRow::index).toList());
        began.stream()
                .map(ThreatRow::target)
                .distinct()
                .filter(target -> !target.isNetwork())
                .forEach(address -> compareLookUp(reads.threats(), address, active, moment));
        assertThat(reads.blocklist()
                        .at(new Blocklist.Variant(BlockTargets.Family.ANY, Severity.MEDIUM, DELAY), moment)
                        .content()
                        .lines()
                        .skip(1))
                .containsExactlyElementsOf(blocked(active));
        Tally.Counts counts = new DelayedTally(reads.ledger().database(), reads.published()).at(DELAY);
        assertThat(counts.all()).isEqualTo(new Count(began.size(), active.size()));
        for (Dimension dimension : Dimension.values()) {
            assertThat(counts.by().getOrDefault(dimension, Map.of())).isEqualTo(by(dimension, began, active));
        }
        assertThat(new Pace(reads.ledger().database())
                        .lastHours(moment).stream()
                                .mapToLong(Pace.Hour::entries)
                                .sum())
                .isEqualTo(moment.size().value());
    }

    /** Of an address: what covers it, at once and one by one. */
    private static void compareLookUp(Threats threats, Target address, List<ThreatRow> active, Moment moment) {
        List<LeafIndex> covering = active.reversed().stream()
                .filter(row -> row.target().covers(address))
                .map(ThreatRow::index)
                .toList();
        assertThat(threats.list(list(moment).withTarget(address)))
                .extracting(ThreatView::index)
                .containsExactlyElementsOf(covering);
        List<LeafIndex> paged = new ArrayList<>();
        for (ThreatFilter next = page(address, null, moment); next != null; ) {
            List<ThreatView> page = threats.list(next);
            page.forEach(view -> paged.add(view.index()));
            next = page.isEmpty() ? null : page(address, page.getLast().index(), moment);
        }
        assertThat(paged).containsExactlyElementsOf(covering);
    }

    private static ThreatFilter list(Moment moment) {
        return new ThreatFilter(1_000, null, null, null, null, null, true, null, moment.size(), moment.nowSeconds());
    }

    private static ThreatFilter page(Target address, @Nullable LeafIndex before, Moment moment) {
        return new ThreatFilter(1, address, null, null, null, null, true, before, moment.size(), moment.nowSeconds());
    }

    private static List<String> blocked(Collection<ThreatRow> active) {
        return active.stream()
                .filter(row -> row.action() == ThreatAction.BLOCK && row.severity() != Severity.LOW)
                .map(ThreatRow::target)
                .distinct()
                .map(Target::text)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static Map<String, Count> by(Dimension dimension, List<ThreatRow> began, List<ThreatRow> active) {
        Map<String, Count> counts = new HashMap<>();
        began.forEach(row -> counts.merge(dimension.of(row), new Count(1, 0), Count::plus));
        active.forEach(row -> counts.merge(dimension.of(row), new Count(0, 1), Count::plus));
        return counts;
    }
}
