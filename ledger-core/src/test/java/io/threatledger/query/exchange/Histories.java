package io.threatledger.query.exchange;

import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.log.Change;
import io.threatledger.log.TestLedger;
import io.threatledger.store.IndicatorFilter;
import io.threatledger.store.IndicatorFilter.Active;
import io.threatledger.store.IndicatorFilter.Begins;
import io.threatledger.store.IndicatorFilter.Compares;
import io.threatledger.store.IndicatorFilter.Comparison;
import io.threatledger.store.IndicatorFilter.Constant;
import io.threatledger.store.IndicatorFilter.Figure;
import io.threatledger.store.IndicatorFilter.Is;
import io.threatledger.store.IndicatorFilter.Kind;
import io.threatledger.store.IndicatorFilter.Label;
import io.threatledger.store.IndicatorFilter.Says;
import io.threatledger.store.IndicatorFilter.Term;
import io.threatledger.store.TallyRows;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random histories of a few owners, sources and targets, and random filters of what comes of them. */
final class Histories {
    static final List<String> OWNERS = List.of("acme", "other", "third");
    static final List<String> TARGETS = List.of(
            "203.0.113.7",
            "203.0.113.0/24",
            "203.0.112.0/21",
            "20.0.0.0/8",
            "2001:db8::1",
            "2001:db8::/32",
            "2001:db8::/31",
            "2001:db8:0:1::/64",
            "198.51.100.7");
    /** Not in the order of UTF-16 units: the last two. */
    static final List<String> TAGS = List.of("botnet", "Ssh", "wörm", "\uFF21", "\uD83D\uDE00");

    private static final List<String> SOURCES = List.of("exchange", "sensors", "manual");
    private static final List<String> COUNTRIES = List.of("NL", "US");
    private static final List<String> NAMES = List.of("Example", "example", "Éxample");
    private static final List<Long> PAUSES = List.of(0L, 0L, 0L, 1L, 30L, 60L);
    private static final List<Long> TTLS = List.of(1L, 50L, 100L, 86_400L);
    private static final int LAPSED_ROWS_MAX = 3;

    private final TestLedger ledger;
    private final Random random;

    Histories(TestLedger ledger, Random random) {
        this.ledger = ledger;
        this.random = random;
    }

    /** One thing after the other happens; a request may be refused. */
    void happen(int steps) {
        for (int i = 0; i < steps; i++) {
            List<Change> changes = new ArrayList<>();
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                changes.add(change());
            }
            ledger.append(changes.toArray(Change[]::new));
            pass();
        }
    }

    /** Time passes, and some of what expired is noticed. */
    void pass() {
        ledger.advanceClock(Duration.ofSeconds(oneOf(PAUSES)));
        if (random.nextInt(4) == 0) {
            long until = ledger.clock().instant().getEpochSecond() - oneOf(PAUSES);
            ledger.database().write(session -> TallyRows.lapse(session, until, 1 + random.nextInt(LAPSED_ROWS_MAX)));
        }
    }

    private Change change() {
        String owner = oneOf(OWNERS);
        long size = ledger.head().size().value();
        return switch (random.nextInt(8)) {
            case 0 -> new Change.RevokeIndicator(owner, target(), "taken back");
            case 1 ->
                size == 0
                        ? new Change.AddIndicator(owner, claims())
                        : new Change.RevokeThreat(owner, ledger.id(random.nextLong(size)), "no reason");
            case 2 -> new Change.AddIndicator(owner, claims());
            case 3 -> {
                List<String> tags = tags();
                yield new Change.AmendIndicator(
                        owner, target(), said -> said.toBuilder().tags(tags).build(), random.nextBoolean());
            }
            default -> new Change.AddThreat(owner, claims(), random.nextBoolean());
        };
    }

    private ThreatClaims claims() {
        return ThreatClaims.of(target())
                .source(oneOf(SOURCES))
                .severity(oneOf(List.of(Severity.values())))
                .rating(isThere() ? BigDecimal.valueOf(random.nextInt(51), 1) : null)
                .confidence(isThere() ? random.nextInt(101) : null)
                .ttlSeconds(isThere() ? oneOf(TTLS) : null)
                .tags(tags())
                .asn(isThere() ? 64_500L + random.nextInt(3) : null)
                .asnName(isThere() ? oneOf(NAMES) : null)
                .country(isThere() ? oneOf(COUNTRIES) : null)
                .build();
    }

    private List<String> tags() {
        List<String> tags = new ArrayList<>(TAGS);
        Collections.shuffle(tags, random);
        return tags.subList(0, random.nextInt(3));
    }

    /** A filter that has a chance to list some and not all. */
    IndicatorFilter filter() {
        List<Term> terms = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            terms.add(term());
        }
        long size = ledger.head().size().value();
        return new IndicatorFilter(
                terms,
                random.nextBoolean(),
                random.nextInt(3) > 0 ? null : oneOf(List.of(Kind.values())),
                random.nextInt(3) > 0 ? null : oneOf(TAGS),
                random.nextInt(3) > 0 ? 0 : random.nextLong(size + 1));
    }

    private Term term() {
        Comparison comparison = oneOf(List.of(Comparison.values()));
        return switch (random.nextInt(10)) {
            case 0 -> new Compares(Figure.RATING_TENTHS, comparison, oneOf(List.of(10L, 25L, 30L, 40L)));
            case 1 -> new Compares(Figure.CONFIDENCE, comparison, random.nextInt(101));
            case 2 -> new Compares(Figure.ASN, comparison, 64_500L + random.nextInt(3));
            case 3 ->
                new Compares(
                        Figure.FIRST_INDEX,
                        comparison,
                        random.nextLong(ledger.head().size().value() + 1));
            case 4 -> new Says(Label.COUNTRY, oneOf(COUNTRIES));
            case 5 -> new Says(Label.ASN_NAME, oneOf(NAMES));
            case 6 -> new Is(target());
            case 7 -> {
                String text = oneOf(TARGETS);
                yield new Begins(text.substring(0, random.nextInt(text.length() + 1)));
            }
            case 8 -> new Active(random.nextBoolean());
            default -> new Constant(random.nextBoolean());
        };
    }

    private Target target() {
        return Target.parse(oneOf(TARGETS));
    }

    private boolean isThere() {
        return random.nextBoolean();
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    static List<Long> list(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
