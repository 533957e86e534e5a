package io.threatledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.log.TestLedger;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.ThreatFilter;
import io.threatledger.store.ThreatRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API that goes on while it is compared is not accused of it; one that lies is. */
class ActiveCheckTest {
    private static final Duration TTL = Duration.ofDays(1);

    @TempDir
    Path folder;

    private TestLedger ledger;
    private LedgerDatabase audited;
    private UnaryOperator<List<Listed>> lie = UnaryOperator.identity();

    /** Twenty threats are audited; 3 is superseded and 4 revoked in what is audited. */
    @BeforeEach
    void append() {
        ledger = new TestLedger(folder);
        for (int i = 0; i < 20; i++) {
            ledger.append(TestLedger.add("203.0.113." + i));
        }
        ledger.append(TestLedger.add("203.0.113.3"));
        ledger.append(ledger.revoke(4));
        audited = LedgerDatabase.create(folder.resolve("audited.db"));
        Replay.on(audited, TestLogs.KEYS).append(TestLogs.leaves(ledger.database()));
    }

    @AfterEach
    void close() {
        ledger.close();
        audited.close();
    }

    @Test
    void whatIsLeftOutIsRefused() {
        lie = list -> list.stream().filter(each -> each.index() != 11).toList();
        assertRefused("leaves out " + ledger.id(11));
    }

    @Test
    void whatIsNotActiveIsRefused() {
        lie = list -> List.of(listed(3), listed(0));
        assertRefused("leaves out");
        lie = list ->
                list.stream().map(each -> each.index() == 5 ? listed(4) : each).toList();
        assertRefused("leaves out " + ledger.id(5));
        lie = list -> insert(list, listed(4));
        assertRefused("lists " + ledger.id(4) + " (index 4) as active: entry 21 revoked it");
        lie = list -> insert(list, listed(3));
        assertRefused("as active: entry 20 superseded it");
        lie = list -> insert(
                list, new Listed("TC-X", 21, "active", null, null, listed(5).claims()));
        assertRefused("no threat was added there");
    }

    @Test
    void whatExpiredLongerAgoThanClocksDifferIsRefused() {
        List<Listed> before = api().page(true, null);
        ledger.advanceClock(TTL.plusSeconds(ActiveCheck.CLOCK_SKEW_SECONDS_MAX + 1));
        lie = list -> before;
        assertRefused("it expired 61 s ago");
    }

    @Test
    void aListThatGoesRoundIsRefused() {
        lie = list -> List.of(listed(7), listed(7));
        assertRefused("lists index 7 after index 7");
    }

    @Test
    void whatIsLeftOutForALaterEntryThatIsNotShownIsRefused() {
        ledger.append(TestLedger.add("203.0.113.9"));
        lie = list -> list.stream().filter(each -> each.index() < 22).toList();
        assertRefused("leaves out " + ledger.id(9));
    }

    @Test
    void whatIsLeftOutForARevocationBeforeIsRefused() {
        Listed never = listed(8);
        Listing honest = api();
        Listing lying = new Listing() {
            @Override
            public List<Listed> page(boolean activeOnly, @Nullable Long before) {
                return honest.page(activeOnly, before).stream()
                        .filter(each -> each.index() != 8)
                        .toList();
            }

            @Override
            public Optional<Listed> find(EntryId id) {
                return Optional.of(new Listed(never.id(), 8, "revoked", null, 21L, never.claims()));
            }
        };
        assertThatThrownBy(() -> check(lying)).hasMessageContaining("leaves out " + ledger.id(8));
    }

    @Test
    void anHonestApiPasses() {
        assertThat(check(api())).startsWith("19 listed, each as its entry says, none left out");
    }

    @Test
    void whatCameAndEndedSinceIsNotHeldAgainstIt() {
        ledger.append(TestLedger.add("203.0.113.9"));
        ledger.append(TestLedger.add("203.0.113.9"));
        ledger.append(ledger.revoke(10));
        ledger.append(TestLedger.add("198.51.100.1"));
        assertThat(check(api())).startsWith("17 listed").contains("2 ended by newer entries", "2 newer than");
    }

    @Test
    void aboutItsExpiryAThreatMayBeListedOrNot() {
        List<Listed> before = Stream.iterate(20L, index -> index >= 0, index -> index - 1)
                .filter(index -> index != 3 && index != 4)
                .map(this::listed)
                .toList();
        for (long off : List.of(-ActiveCheck.CLOCK_SKEW_SECONDS_MAX, 0L, ActiveCheck.CLOCK_SKEW_SECONDS_MAX - 1)) {
            ledger.setClock(Instant.parse("2026-11-22T03:00:00Z").plus(TTL).plusSeconds(off));
            lie = list -> before;
            assertThat(check(api())).startsWith("19 listed");
            lie = list -> List.of();
            assertThat(check(api())).contains("0 listed", "19 about to expire");
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> check(api())).isInstanceOf(Contradiction.class).hasMessageContaining(reason);
    }

    private String check(Listing listing) {
        return new ActiveCheck(audited, new TreeSize(22), listing, ledger.clock())
                .run(AuditProgress.SILENT)
                .compared();
    }

    private static List<Listed> insert(List<Listed> list, Listed one) {
        return Stream.concat(list.stream(), Stream.of(one))
                .sorted(Comparator.comparingLong(Listed::index).reversed())
                .toList();
    }

    /** The ledger's own API, one small page after another, with a lie in it. */
    private Listing api() {
        return new Listing() {
            @Override
            public List<Listed> page(boolean activeOnly, @Nullable Long before) {
                List<Listed> all = ThreatRecord.list(
                                ledger.database(),
                                new ThreatFilter(
                                        ThreatFilter.COUNT_MAX,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        activeOnly,
                                        null,
                                        null,
                                        ledger.clock().instant().getEpochSecond()))
                        .stream()
                        .map(ActiveCheckTest::listed)
                        .toList();
                return lie.apply(all).stream()
                        .filter(each -> before == null || each.index() < before)
                        .limit(3)
                        .toList();
            }

            @Override
            public Optional<Listed> find(EntryId id) {
                return ledger.database()
                        .read(session -> ThreatRecord.find(session, id))
                        .map(ActiveCheckTest::listed);
            }
        };
    }

    private Listed listed(long index) {
        return listed(ledger.database()
                .read(session -> ThreatRecord.at(session, new LeafIndex(index)))
                .orElseThrow());
    }

    private static Listed listed(ThreatRecord record) {
        Entry entry = EntryCodec.decode(record.entry().leaf()).entry();
        ThreatAdded added = (ThreatAdded) entry.body();
        Long revoked = record.row().revokedIndex();
        EntryId former = added.supersedes();
        return new Listed(
                record.entry().id().value(),
                record.row().index().value(),
                revoked != null ? "revoked" : record.row().supersededIndex() != null ? "superseded" : "active",
                former == null ? null : former.value(),
                revoked,
                EntryClaims.of(record.entry().id(), entry, added));
    }
}
