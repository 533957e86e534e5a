package io.threatledger.query.catalog;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Fleet;
import io.threatledger.entry.Target;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.query.indicator.IndicatorId;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.RecommendedAction;
import io.threatledger.query.indicator.Sighting;
import io.threatledger.query.indicator.SightingSummary;
import io.threatledger.query.language.Characters;
import io.threatledger.query.language.Field;
import io.threatledger.store.CatalogRow;
import io.threatledger.store.Session;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Random records of few different values, full of what databases and queries write themselves with. */
final class CatalogRecords {
    static final long NOW_SECONDS = 1_700_000_000;

    private static final String LAST = Character.toString(0x10ffff);
    static final List<String> TEXTS = List.of(
            "Tor",
            "tor",
            "TORx",
            "tor exit",
            "a%b",
            "a_b",
            "a*b",
            "a?b",
            "a[b",
            "a[bc]d",
            "[a-z]",
            "a]b",
            "a\\b",
            "o'x",
            "say \"a\"",
            "'; DROP TABLE records; --",
            "\ud83d\ude00",
            "\ud83d\ude00\ud83d\ude01x",
            "\u00e9\u00c9",
            "a\ud7ff",
            "a\ue000",
            "a" + LAST,
            "a" + LAST + "z",
            LAST,
            "a",
            "ab",
            "b",
            "as64500");
    static final List<Target> TARGETS = Stream.of(
                    "192.0.2.0",
                    "192.0.2.1",
                    "192.0.2.2",
                    "192.0.2.10",
                    "192.0.2.0/31",
                    "192.0.2.0/24",
                    "192.0.2.128/25",
                    "192.0.0.0/16",
                    "192.0.3.1",
                    "192.1.2.1",
                    "203.0.113.45",
                    "0.0.0.0",
                    "255.255.255.255",
                    "2001:db8::",
                    "2001:db8::1",
                    "2001:db8::/32",
                    "2001:db8:0:1::/64",
                    "2001:db9::1",
                    "ffff::1",
                    "::")
            .map(Target::parse)
            .toList();
    static final List<Long> ASNS = List.of(0L, 1L, 10L, 14L, 140L, 1_400L, 14_001L, 64_500L, 4_294_967_295L);
    static final List<Integer> PORTS = List.of(0, 22, 443, 8_080, 65_535);
    static final List<Integer> PERCENTS = List.of(0, 29, 57, 58, 80, 81, 99);
    static final List<Integer> AGES = List.of(-5, 0, 1, 59, 60, 61, 3_600, 86_399, 86_400, 604_800);

    private static final EntryId THREAT = new EntryId("TC-" + "A".repeat(EntryId.HASH_CHARACTERS));

    private CatalogRecords() {}

    /** One for each target at most, by the index of its newest entry. */
    static Map<Long, IndicatorRecord> random(Random random) {
        Map<Long, IndicatorRecord> records = new TreeMap<>(Comparator.reverseOrder());
        for (Target target : TARGETS) {
            long index = random.nextLong(1_000);
            if (random.nextInt(8) > 0 && !records.containsKey(index)) {
                records.put(index, of(target, random));
            }
        }
        return records;
    }

    private static IndicatorRecord of(Target target, Random random) {
        List<Sighting> sightings = several(
                3, random, () -> new Sighting(maybe(random, TEXTS), null, maybe(random, PORTS), null, null, 0, THREAT));
        return new IndicatorRecord(
                IndicatorId.of(target),
                target,
                random.nextInt(6) > 0,
                BigDecimal.valueOf(one(random, PERCENTS), 2),
                several(4, random, () -> one(random, TEXTS)),
                one(random, List.of(RecommendedAction.values())),
                maybe(random, ASNS),
                maybe(random, TEXTS),
                maybe(random, List.of("US", "RU", "CN")),
                maybe(random, List.of(Fleet.values())),
                (NOW_SECONDS - one(random, AGES)) * 1_000,
                (NOW_SECONDS - one(random, AGES)) * 1_000,
                new SightingSummary(0, 0, 0),
                maybe(random, TEXTS),
                maybe(random, TEXTS),
                sightings,
                List.of(THREAT));
    }

    static void store(Session session, Map<Long, IndicatorRecord> records) {
        TARGETS.forEach(target -> CatalogRow.remove(session, target));
        records.forEach((index, indicator) -> row(index, indicator).replace(session));
    }

    private static CatalogRow row(long index, IndicatorRecord indicator) {
        return new CatalogRow(
                new LeafIndex(index),
                indicator.target(),
                indicator.id().value(),
                indicator.isListed(),
                indicator.confidence().movePointRight(2).intValueExact(),
                indicator.action().word(),
                indicator.asn(),
                lower(indicator.asnName()),
                lower(indicator.country()),
                indicator.fleet() == null ? null : indicator.fleet().word(),
                indicator.firstSeenMillis() / 1_000,
                indicator.lastSeenMillis() / 1_000,
                lower(indicator.ja3()),
                lower(indicator.ja4()),
                null,
                indicator.tags().stream().map(Characters::lower).toList(),
                indicator.sightings().stream()
                        .map(Sighting::sensor)
                        .filter(Objects::nonNull)
                        .map(Characters::lower)
                        .toList(),
                indicator.sightings().stream()
                        .map(Sighting::port)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** What some record may have in that field, as a text. */
    static List<String> texts(Field field) {
        return switch (field) {
            case IP -> List.of("192.0.2.1", "192.0.2.0/24", "2001:db8::1", "::");
            case ID ->
                TARGETS.stream()
                        .limit(2)
                        .map(target -> IndicatorId.of(target).value())
                        .toList();
            case ASN -> ASNS.stream().map(asn -> "AS" + asn).toList();
            case COUNTRY -> List.of("US", "RU", "CN", "DE");
            case FLEET -> Stream.of(Fleet.values()).map(Fleet::word).toList();
            case ACTION ->
                Stream.of(RecommendedAction.values())
                        .map(RecommendedAction::word)
                        .toList();
            default -> TEXTS;
        };
    }

    static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static <T> @Nullable T maybe(Random random, List<T> of) {
        return random.nextInt(4) == 0 ? null : one(random, of);
    }

    private static <T> List<T> several(int max, Random random, Supplier<T> one) {
        List<T> several = new ArrayList<>();
        for (int i = random.nextInt(max + 1); i > 0; i--) {
            several.add(one.get());
        }
        return several;
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : Characters.lower(text);
    }
}
