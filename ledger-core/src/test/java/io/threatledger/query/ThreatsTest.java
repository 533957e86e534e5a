package io.threatledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.EntryType;
import io.threatledger.entry.RestrictedClaims;
import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.log.Change;
import io.threatledger.log.TestLedger;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.ThreatFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreatsTest {
    private TestLedger ledger;
    private Publications publications;
    private final AtomicLong newestBlock = new AtomicLong();
    private Threats threats;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = new TestLedger(folder);
        publications = new Publications(ledger);
        threats = new Threats(ledger.database(), newestBlock::get);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anIdThatIsNotThereOrThatOfARevocationFindsNothing() {
        ledger.append(TestLedger.add("192.0.2.1"));
        ledger.append(ledger.revoke(0));
        assertThat(threats.find(new EntryId("TC-" + "A".repeat(26)), now())).isEmpty();
        assertThat(threats.find(ledger.id(1), now())).isEmpty();
    }

    @Test
    void revokedComesBeforeSupersededBeforeExpired() {
        ledger.append(TestLedger.add("192.0.2.1"));
        assertThat(view(0).status()).isEqualTo(ThreatStatus.ACTIVE);
        ledger.append(TestLedger.add("192.0.2.1"));
        assertThat(view(0).status()).isEqualTo(ThreatStatus.SUPERSEDED);
        assertThat(view(1).supersedes()).isEqualTo(ledger.id(0));
        ledger.append(ledger.revoke(0));
        assertThat(view(0).status()).isEqualTo(ThreatStatus.REVOKED);
        assertThat(view(1).status()).isEqualTo(ThreatStatus.ACTIVE);
        ledger.advanceClock(Duration.ofDays(1));
        assertThat(view(1).status()).isEqualTo(ThreatStatus.EXPIRED);
        assertThat(view(0).status()).isEqualTo(ThreatStatus.REVOKED);
        ledger.append(ledger.revoke(1));
        assertThat(view(1).status()).isEqualTo(ThreatStatus.REVOKED);
    }

    @Test
    void aViewAsOfASizeContainsNothingOfLaterEntries() {
        ledger.append(TestLedger.add("192.0.2.1"));
        ledger.append(TestLedger.add("192.0.2.1"));
        ledger.append(ledger.revoke(1));
        long now = now().nowSeconds();
        assertThat(threats.find(ledger.id(1), new Moment(new TreeSize(1), now))).isEmpty();
        assertThat(threats.find(ledger.id(0), new Moment(new TreeSize(1), now)))
                .get()
                .extracting(ThreatView::status)
                .isEqualTo(ThreatStatus.ACTIVE);
        ThreatView second =
                threats.find(ledger.id(1), new Moment(new TreeSize(2), now)).orElseThrow();
        assertThat(second.status()).isEqualTo(ThreatStatus.ACTIVE);
        assertThat(second.revocation()).isNull();
        assertThat(indexes(list(null, true, new TreeSize(1)))).containsExactly(0L);
        assertThat(indexes(list(null, true, new TreeSize(2)))).containsExactly(1L);
        assertThat(indexes(list(null, true, new TreeSize(3)))).isEmpty();
        assertThat(indexes(list(null, false, new TreeSize(3)))).containsExactly(1L, 0L);
    }

    @Test
    void aRevocationSaysWhoWhyAndWhenWithItsOwnAnchor() {
        ledger.append(TestLedger.add("192.0.2.1"));
        long block = publications.publish();
        newestBlock.set(block + 2);
        ledger.append(new Change.RevokeThreat("other", ledger.id(0), "false positive"));
        ThreatView threat = view(0);
        assertThat(threat.anchor().status()).isEqualTo(AnchorState.Word.ANCHORED);
        assertThat(threat.anchor().confirmations()).isEqualTo(3);
        Revocation revocation = Objects.requireNonNull(threat.revocation());
        assertThat(revocation.id()).isEqualTo(ledger.id(1));
        assertThat(revocation.index()).isEqualTo(new LeafIndex(1));
        assertThat(revocation.reason()).isEqualTo("false positive");
        assertThat(revocation.owner()).isEqualTo("other");
        assertThat(revocation.anchor().status()).isEqualTo(AnchorState.Word.PENDING);
    }

    @Test
    void theAnchorOfAnEntryIsTheSmallestTreeThatContainsIt() {
        for (int i = 0; i < 5; i++) {
            ledger.append(TestLedger.add("192.0.2." + i));
        }
        publications.anchor(new TreeSize(2), true);
        publications.anchor(new TreeSize(4), false);
        assertThat(List.of(size(0), size(1), size(2), size(3))).containsExactly(2L, 2L, 4L, 4L);
        assertThat(view(1).anchor().status()).isEqualTo(AnchorState.Word.FINAL);
        assertThat(view(2).anchor().status()).isEqualTo(AnchorState.Word.ANCHORED);
        assertThat(view(4).anchor().where()).isNull();
    }

    @Test
    void restrictedClaimsComeBackFromTheirDisclosures() {
        var restricted = new RestrictedClaims("sensor-7", 22, null, null, "seen twice");
        ThreatClaims claims = TestLedger.claims("192.0.2.1").withRestricted(restricted);
        ledger.append(new Change.AddThreat("acme", claims, false));
        ledger.append(TestLedger.add("192.0.2.2"));
        assertThat(view(0).claims()).isEqualTo(claims);
        assertThat(view(0).hasRestricted()).isTrue();
        assertThat(view(1).hasRestricted()).isFalse();
    }

    @Test
    void anAddressFindsWhatCoversItAndANetworkBothWays() {
        ledger.append(
                TestLedger.add("203.0.113.0/24"),
                TestLedger.add("203.0.113.45"),
                TestLedger.add("203.0.0.0/16"),
                TestLedger.add("203.0.113.46"),
                TestLedger.add("203.0.114.0/24"),
                TestLedger.add("2001:db8::/32"),
                TestLedger.add("2001:db8::1"),
                TestLedger.add("2001:db9::1"));
        assertThat(found("203.0.113.45")).containsExactly(2L, 1L, 0L);
        assertThat(found("::ffff:203.0.113.45")).containsExactly(2L, 1L, 0L);
        assertThat(found("203.0.113.47")).containsExactly(2L, 0L);
        assertThat(found("203.0.113.0/24")).containsExactly(3L, 2L, 1L, 0L);
        assertThat(found("203.0.112.0/23")).containsExactly(3L, 2L, 1L, 0L);
        assertThat(found("203.0.112.0/22")).containsExactly(4L, 3L, 2L, 1L, 0L);
        assertThat(found("203.0.113.40/29")).containsExactly(3L, 2L, 1L, 0L);
        assertThat(found("198.51.100.1")).isEmpty();
        assertThat(found("2001:db8::1")).containsExactly(6L, 5L);
        assertThat(found("2001:db8::2")).containsExactly(5L);
        assertThat(found("2001:db8::/31")).containsExactly(7L, 6L, 5L);
    }

    @Test
    void filtersNarrowAndPagesFollowEachOther() {
        for (int i = 0; i < 20; i++) {
            ThreatClaims claims = ThreatClaims.of(Target.parse("192.0.2." + i))
                    .severity(i % 2 == 0 ? Severity.HIGH : Severity.LOW)
                    .category(i % 3 == 0 ? "scan" : "spam")
                    .source(i % 5 == 0 ? "fail2ban" : "manual")
                    .action(i % 4 == 0 ? ThreatAction.MONITOR : ThreatAction.BLOCK)
                    .build();
            ledger.append(new Change.AddThreat("acme", claims, false));
        }
        long now = now().nowSeconds();
        assertThat(indexes(threats.list(new ThreatFilter(
                        100, null, ThreatAction.MONITOR, Severity.HIGH, "scan", null, true, null, null, now))))
                .containsExactly(12L, 0L);
        assertThat(indexes(threats.list(
                        new ThreatFilter(100, null, null, null, null, "fail2ban", false, null, null, now))))
                .containsExactly(15L, 10L, 5L, 0L);
        var page = new ThreatFilter(3, null, null, Severity.LOW, null, null, true, new LeafIndex(15), null, now);
        assertThat(indexes(threats.list(page))).containsExactly(13L, 11L, 9L);
    }

    @Test
    void whatLapsedOrExpiredIsNotActiveAndStaysInTheHistory() {
        ledger.append(TestLedger.add("192.0.2.1"));
        ledger.advanceClock(Duration.ofDays(1).plusSeconds(Upkeep.LAPSE_AFTER_SECONDS));
        ledger.append(TestLedger.add("192.0.2.2"));
        assertThat(indexes(list(null, true, null))).containsExactly(1L);
        Upkeep upkeep = new Upkeep(ledger.database(), new Tally(ledger.database()), Duration.ZERO, ledger.clock());
        assertThat(upkeep.turn()).isEqualTo(1);
        assertThat(upkeep.turn()).isZero();
        assertThat(indexes(list(null, true, null))).containsExactly(1L);
        assertThat(indexes(list(null, false, null))).containsExactly(1L, 0L);
    }

    @Test
    void eventsTellEachEntryOnceInLedgerOrder() {
        ledger.append(TestLedger.add("192.0.2.1"));
        ledger.append(TestLedger.add("192.0.2.2"));
        ledger.append(ledger.revoke(0));
        ledger.append(TestLedger.add("192.0.2.3"));
        List<ThreatEvent> events = threats.events(1, 4, now());
        assertThat(events).extracting(ThreatEvent::index).containsExactly(at(1), at(2), at(3));
        assertThat(events)
                .extracting(ThreatEvent::type)
                .containsExactly(EntryType.THREAT_ADDED, EntryType.THREAT_REVOKED, EntryType.THREAT_ADDED);
        assertThat(events.get(1).threat().id()).isEqualTo(ledger.id(0));
    }

    private static LeafIndex at(long index) {
        return new LeafIndex(index);
    }

    private long size(long index) {
        AnchorRow where = view(index).anchor().where();
        return where == null ? -1 : where.size().value();
    }

    private List<Long> found(String target) {
        return indexes(list(Target.parse(target), true, null));
    }

    private List<ThreatView> list(@Nullable Target target, boolean activeOnly, @Nullable TreeSize asOf) {
        return threats.list(
                new ThreatFilter(100, target, null, null, null, null, activeOnly, null, asOf, now().nowSeconds()));
    }

    private static List<Long> indexes(List<ThreatView> views) {
        return views.stream().map(view -> view.index().value()).toList();
    }

    private ThreatView view(long index) {
        return threats.at(List.of(new LeafIndex(index)), now()).getFirst();
    }

    private Moment now() {
        return Moment.newest(ledger.clock().instant().getEpochSecond());
    }
}
