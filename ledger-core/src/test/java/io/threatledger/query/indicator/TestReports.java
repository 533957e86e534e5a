package io.threatledger.query.indicator;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Fleet;
import io.threatledger.entry.RestrictedClaims;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatClaimsBuilder;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.query.Moment;
import io.threatledger.store.ThreatRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A ledger of one target in memory. The entry at index i is issued at {@link #iat}, and lines of supersession are kept as
 * the sequencer keeps them.
 */
public final class TestReports {
    static final Target TARGET = Target.parse("203.0.113.45");
    static final long START_SECONDS = 1_700_000_000;
    static final long STEP_SECONDS = 100;

    private final Target target;
    private final List<Report> reports = new ArrayList<>();
    private long size;

    public TestReports(Target target) {
        this.target = target;
    }

    TestReports() {
        this(TARGET);
    }

    static long iat(long index) {
        return START_SECONDS + index * STEP_SECONDS;
    }

    static EntryId id(long index) {
        return EntryId.of(Rfc6962.leafHash(new byte[] {(byte) index, (byte) (index >>> 8)}));
    }

    List<Report> all() {
        return List.copyOf(reports);
    }

    long size() {
        return size;
    }

    /** Says it, superseding what that owner and source say actively; returns the index. */
    long add(String owner, UnaryOperator<ThreatClaimsBuilder> claims) {
        long index = size++;
        ThreatClaims said = claims.apply(ThreatClaims.of(target)).build();
        long now = iat(index);
        for (Report former : all()) {
            ThreatRow row = former.interval();
            boolean same = row.owner().equals(owner) && row.source().equals(said.source());
            if (same && row.revokedIndex() == null && row.supersededIndex() == null && !row.isExpiredAt(now)) {
                replace(former, row.revokedIndex(), index);
            }
        }
        Long expires = said.ttlSeconds() == null ? null : now + said.ttlSeconds();
        ThreatRow row = ThreatRow.begun(new LeafIndex(index), new LeafIndex(index), owner, said, now, expires);
        reports.add(new Report(row, id(index), said));
        return index;
    }

    /** Takes that entry back by an entry of its own; returns the index of that. */
    long revoke(long index) {
        long by = size++;
        all().stream()
                .filter(report -> report.interval().index().value() == index)
                .filter(report -> report.interval().revokedIndex() == null)
                .forEach(report -> replace(report, by, report.interval().supersededIndex()));
        return by;
    }

    /** The same ledger when it had that size: nothing that came later is in it. */
    List<Report> asItWasAt(long size) {
        return reports.stream()
                .filter(report -> report.interval().index().value() < size)
                .map(report -> new Report(
                        report.interval()
                                .ended(
                                        below(report.interval().revokedIndex(), size),
                                        below(report.interval().supersededIndex(), size)),
                        report.id(),
                        report.claims()))
                .toList();
    }

    private static @Nullable Long below(@Nullable Long index, long size) {
        return index != null && index < size ? index : null;
    }

    private void replace(Report report, @Nullable Long revoked, @Nullable Long superseded) {
        ThreatRow row = report.interval().ended(revoked, superseded);
        reports.set(reports.indexOf(report), new Report(row, report.id(), report.claims()));
    }

    /** Any story: reports of a few publishers with all that they can say, and revocations. */
    public static TestReports random(Target target, Random random) {
        TestReports reports = new TestReports(target);
        for (int i = random.nextInt(14) + 1; i > 0; i--) {
            if (reports.size > 0 && random.nextInt(4) == 0) {
                reports.revoke(random.nextLong(reports.size));
            } else {
                reports.add(one(random, "acme", "globex"), claims -> claims(claims, random));
            }
        }
        return reports;
    }

    /** The record at the end of the story. */
    public static IndicatorRecord randomRecord(Target target, Random random) {
        TestReports reports = random(target, random);
        return new RecordFold(SourceWeights.DEFAULT)
                .fold(target, reports.all(), Window.all(Moment.newest(iat(reports.size))))
                .orElseThrow();
    }

    /** All that a publisher can say. */
    public static ThreatClaims randomClaims(Target target, Random random) {
        return claims(ThreatClaims.of(target), random).build();
    }

    private static ThreatClaimsBuilder claims(ThreatClaimsBuilder claims, Random random) {
        return claims.source(one(random, "fail2ban", "manual", "Spamhaus DROP"))
                .action(one(random, ThreatAction.values()))
                .confidence(maybe(random, 0, 40, 80, 100))
                .ttlSeconds(maybe(random, 50L, 250L, 1_000L))
                .tags(
                        random.nextBoolean()
                                ? List.of()
                                : List.of(one(random, "tor", "ssh"), one(random, "Tor", "ssh", "x y")))
                .asn(maybe(random, 64_500L, 64_501L))
                .asnName(maybe(random, "CHOOPA", "Example, Inc."))
                .country(maybe(random, "US", "RU"))
                .fleet(maybe(random, Fleet.values()))
                .restricted(restricted(random));
    }

    static RestrictedClaims restricted(Random random) {
        return new RestrictedClaims(
                maybe(random, "core-1", "mesh-1", "mesh-2"),
                maybe(random, 22, 443),
                maybe(random, "ja3-a", "ja3-b"),
                maybe(random, "t13-a", "t13-b"),
                maybe(random, "seen"));
    }

    @SafeVarargs
    private static <T> T one(Random random, T... of) {
        return of[random.nextInt(of.length)];
    }

    @SafeVarargs
    private static <T> @Nullable T maybe(Random random, T... of) {
        int i = random.nextInt(of.length + 1);
        return i == of.length ? null : of[i];
    }
}
