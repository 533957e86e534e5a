package io.threatledger.query.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Target;
import io.threatledger.query.exchange.NaiveFold.Told;
import io.threatledger.store.IndicatorFilter;
import io.threatledger.store.TagRow;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Asks both everything that can be asked. */
record ExchangeAndFold(Exchange exchange, NaiveFold fold) {
    private static final int FILTERS = 120;

    void check(Histories histories) {
        checkIndicators();
        checkTags();
        checkTimes();
        for (String owner : Histories.OWNERS) {
            checkLists(owner, IndicatorFilter.ALL);
        }
        for (int i = 0; i < FILTERS; i++) {
            checkLists(Histories.OWNERS.get(i % Histories.OWNERS.size()), histories.filter());
        }
    }

    private void checkLists(String owner, IndicatorFilter filter) {
        NaiveFilter naive = new NaiveFilter(fold, owner, filter);
        Listing listed = exchange.list(owner, filter);
        Listing deleted = exchange.deleted(owner, filter);

        assertThat(Histories.list(entries(listed))).as("%s %s", owner, filter).isEqualTo(Histories.list(naive.list()));
        assertThat(Histories.list(entries(deleted)))
                .as("deleted by %s %s", owner, filter)
                .isEqualTo(Histories.list(naive.deleted()));
        for (Listing listing : List.of(listed, deleted)) {
            assertThat(exchange.part(listing, 0, listing.size()))
                    .isEqualTo(Arrays.stream(entries(listing))
                            .mapToObj(index -> fold.indicator(told(index)))
                            .toList());
        }
    }

    private static long[] entries(Listing listing) {
        return listing.part(0, listing.size());
    }

    private void checkIndicators() {
        for (String text : Histories.TARGETS) {
            Target target = Target.parse(text);
            for (String owner : Histories.OWNERS) {
                Optional<OwnedIndicator> expected = fold.active(owner, target).map(told -> fold.indicator(told));
                assertThat(exchange.find(owner, target)).isEqualTo(expected);
            }
            assertThat(exchange.owners(target))
                    .isEqualTo(Histories.OWNERS.stream()
                            .filter(owner -> fold.active(owner, target).isPresent())
                            .toList());
        }
        assertThat(exchange.find("nobody", Target.parse(Histories.TARGETS.getFirst())))
                .isEmpty();
    }

    private void checkTags() {
        for (String owner : Histories.OWNERS) {
            TreeMap<String, Long> counts = new TreeMap<>(Comparator.comparing(
                    (String tag) -> tag.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
            fold.targets(owner)
                    .flatMap(target -> fold.active(owner, target).stream())
                    .flatMap(told -> told.claims.tags().stream())
                    .forEach(tag -> counts.merge(tag, 1L, Long::sum));
            assertThat(exchange.tags(owner, ""))
                    .isEqualTo(counts.entrySet().stream()
                            .map(each -> new TagRow(each.getKey(), each.getValue()))
                            .toList());
            counts.forEach((tag, count) -> assertThat(exchange.list(owner, IndicatorFilter.ALL.tagged(tag))
                            .size())
                    .isEqualTo(count.intValue()));
        }
    }

    /** For every time at which an entry was made, and those beside it. */
    private void checkTimes() {
        List<Long> times = fold.times();
        Stream.concat(
                        times.stream().flatMap(time -> Stream.of(time - 1, time, time + 1)),
                        Stream.of(0L, Long.MAX_VALUE))
                .distinct()
                .forEach(seconds -> assertThat(exchange.firstSince(seconds))
                        .isEqualTo(times.stream().filter(time -> time < seconds).count()));
    }

    private Told told(long index) {
        return fold.told().stream()
                .filter(each -> each.index == index)
                .findFirst()
                .orElseThrow();
    }
}
