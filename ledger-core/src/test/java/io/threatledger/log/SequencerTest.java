package io.threatledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.Presentation;
import io.threatledger.entry.RestrictedClaims;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.gate.GateWord;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.IdempotencyRow.Item;
import io.threatledger.store.LedgerHead;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequencerTest {
    @TempDir
    Path folder;

    private TestLedger ledger;

    @BeforeEach
    void open() {
        ledger = new TestLedger(folder);
    }

    @AfterEach
    void checkEverything() {
        ledger.check();
        ledger.close();
    }

    @Test
    void revokingWhatTheLedgerDoesNotHaveIsRefusedAndWritesNothing() {
        Outcome outcome = ledger.append(
                TestLedger.add("203.0.113.1"),
                new Change.RevokeThreat("acme", new EntryId("TC-" + "A".repeat(26)), "gone"));

        assertThat(outcome).isEqualTo(new Outcome.UnknownThreat(1));
        assertThat(ledger.head()).isEqualTo(LedgerHead.EMPTY);
    }

    @Test
    void aRefusedRequestLeavesNoTraceInTheBatchAroundIt() {
        ledger.append(TestLedger.add("203.0.113.1"));
        ledger.append(
                TestLedger.add("203.0.113.1"),
                new Change.RevokeThreat("acme", new EntryId("TC-" + "A".repeat(26)), "x"));
        ledger.append(TestLedger.add("203.0.113.1"));

        assertThat(ledger.head().size()).isEqualTo(new TreeSize(2));
        assertThat(((ThreatAdded) ledger.body(1)).supersedes()).isEqualTo(ledger.id(0));
    }

    @Test
    void anEntryIsSignedAndItsRestrictedClaimsAreOnlyInTheDisclosures() {
        var restricted = new RestrictedClaims("mesh-7", 22, null, "t13d1516h2_8daaf6152771_b0da82dd1658", "seen twice");
        ThreatClaims claims = TestLedger.claims("203.0.113.7").toBuilder()
                .restricted(restricted)
                .build();
        ledger.append(new Change.AddThreat("acme", claims, false));

        var row = ledger.row(0);
        var presentation = Presentation.of(row.leaf(), row.disclosures());
        assertThat(presentation.verify(TestLedger.KEYS.entrySigner().verifier()))
                .isEqualTo(restricted);
        DecodedEntry decoded = EntryCodec.decode(row.leaf());
        assertThat(((ThreatAdded) decoded.entry().body()).claims().restricted()).isEqualTo(RestrictedClaims.NONE);
        assertThat(decoded.entry().issuer()).isEqualTo(TestLedger.ORIGIN.value());
    }

    @Test
    void aNewReportSupersedesTheActiveOneOfItsOwnerSourceAndTargetOnly() {
        ledger.append(TestLedger.add("203.0.113.1"));
        ledger.append(new Change.AddThreat("other", TestLedger.claims("203.0.113.1"), false));
        ledger.append(new Change.AddThreat(
                "acme",
                TestLedger.claims("203.0.113.1").toBuilder().source("fail2ban").build(),
                false));
        ledger.append(TestLedger.add("203.0.113.2"));
        ledger.append(TestLedger.add("203.0.113.1"));

        assertThat(IntStream.range(0, 4).mapToObj(i -> ((ThreatAdded) ledger.body(i)).supersedes()))
                .containsOnlyNulls();
        assertThat(((ThreatAdded) ledger.body(4)).supersedes()).isEqualTo(ledger.id(0));
        assertThat(ledger.threat(0).supersededIndex()).isEqualTo(4);
        assertThat(ledger.threat(4).firstIndex()).isEqualTo(new LeafIndex(0));
    }

    @Test
    void theSameTargetTwiceInOneArraySupersedesWithinTheArray() {
        Outcome outcome = ledger.append(
                TestLedger.add("203.0.113.1"), TestLedger.add("203.0.113.1"), TestLedger.add("203.0.113.1"));

        assertThat(outcome).isEqualTo(new Outcome.Appended(List.of(item(0), item(1), item(2)), new TreeSize(3)));
        assertThat(((ThreatAdded) ledger.body(1)).supersedes()).isEqualTo(ledger.id(0));
        assertThat(((ThreatAdded) ledger.body(2)).supersedes()).isEqualTo(ledger.id(1));
        assertThat(ledger.threat(2).firstIndex()).isEqualTo(new LeafIndex(0));
    }

    @Test
    void aSecondRevocationAnswersWithTheFirst() {
        ledger.append(TestLedger.add("203.0.113.1"));
        ledger.append(ledger.revoke(0));
        Outcome again = ledger.append(new Change.RevokeThreat("acme", ledger.id(0), "another reason"));

        assertThat(again).isEqualTo(new Outcome.Appended(List.of(existing(1)), new TreeSize(2)));
        assertThat(((ThreatRevoked) ledger.body(1)).reason()).isEqualTo("false positive");
        assertThat(ledger.head().size()).isEqualTo(new TreeSize(2));
    }

    @Test
    void whatIsRevokedOrExpiredIsNotSuperseded() {
        ledger.append(TestLedger.add("203.0.113.1"));
        ledger.append(ledger.revoke(0), TestLedger.add("203.0.113.1"));
        ledger.advanceClock(Duration.ofDays(1));
        ledger.append(TestLedger.add("203.0.113.1"));

        assertThat(((ThreatAdded) ledger.body(2)).supersedes()).isNull();
        assertThat(((ThreatAdded) ledger.body(3)).supersedes()).isNull();
        assertThat(ledger.threat(2).supersededIndex()).isNull();
    }

    @Test
    void aSupersededThreatCanStillBeRevoked() {
        ledger.append(TestLedger.add("203.0.113.1"));
        ledger.append(TestLedger.add("203.0.113.1"));
        ledger.append(ledger.revoke(0));
        ledger.append(TestLedger.add("203.0.113.1"));

        assertThat(ledger.threat(0).revokedIndex()).isEqualTo(2);
        assertThat(((ThreatAdded) ledger.body(3)).supersedes()).isEqualTo(ledger.id(1));
    }

    @Test
    void unlessActiveWritesOnlyWhatIsNotSaidAlready() {
        ThreatClaims claims = TestLedger.claims("203.0.113.1").toBuilder()
                .restricted(new RestrictedClaims("mesh-1", null, null, null, null))
                .build();
        Change.AddThreat same = new Change.AddThreat("acme", claims, true);
        Change.AddThreat other =
                new Change.AddThreat("acme", claims.toBuilder().confidence(50).build(), true);

        assertThat(ledger.append(same, same)).isEqualTo(appended(item(0), existing(0)));
        assertThat(ledger.append(same)).isEqualTo(appended(existing(0)));
        assertThat(ledger.append(other, other)).isEqualTo(appended(item(1), existing(1)));
        assertThat(ledger.append(same)).isEqualTo(appended(item(2)));
        ledger.advanceClock(Duration.ofDays(1));
        assertThat(ledger.append(same)).isEqualTo(appended(item(3)));
    }

    @Test
    void anIdThatExistsGetsAnotherJti() {
        byte[] constant = new byte[64];
        int[] calls = {0};
        ledger.withRandom(bytes -> {
            Arrays.fill(bytes, constant[0]);
            if (++calls[0] > 2) {
                TestLedger.seeded(calls[0]).fill(bytes);
            }
        });
        ledger.append(TestLedger.add("203.0.113.1"));
        ledger.append(ledger.revoke(0));
        calls[0] = 0;
        ledger.append(TestLedger.add("203.0.113.1"));

        assertThat(ledger.id(2)).isNotEqualTo(ledger.id(0));
    }

    @Test
    void aClosedGateWritesNothing() {
        ledger.gate().latch(GateWord.STOPPING, "a test");

        assertThat(ledger.append(TestLedger.add("203.0.113.1"))).isEqualTo(new Outcome.Closed(GateWord.STOPPING));
        assertThat(ledger.head()).isEqualTo(LedgerHead.EMPTY);
        ledger.gate().unlatch(GateWord.STOPPING);
        assertThat(ledger.append(TestLedger.add("203.0.113.1"))).isEqualTo(appended(item(0)));
    }

    @Test
    void aClockSlightlyBehindIsWaitedForAndOneFarBehindClosesTheGate() throws Exception {
        ledger.append(TestLedger.add("203.0.113.1"));
        long issued = ledger.head().issuedAtSeconds();
        ledger.setClock(Instant.ofEpochSecond(issued - LedgerClock.BEHIND_SECONDS_MAX - 1));

        assertThat(ledger.append(TestLedger.add("203.0.113.2"))).isEqualTo(new Outcome.Closed(GateWord.CLOCK));
        assertThat(ledger.storage().ask().closedBy()).isEqualTo(GateWord.CLOCK);

        ledger.setClock(Instant.ofEpochSecond(issued - LedgerClock.BEHIND_SECONDS_MAX));
        var waiting = ledger.appendLater(TestLedger.request(List.of(TestLedger.add("203.0.113.2"))));
        ledger.setClock(Instant.ofEpochSecond(issued));
        assertThat(waiting.get()).isEqualTo(appended(item(1)));
        assertThat(ledger.storage().ask().isOpen()).isTrue();
    }

    @Test
    void aRestartContinuesAcrossTileBoundaries() {
        for (int size : new int[] {1, 254, 1, 1, 300, 1_000}) {
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                changes.add(TestLedger.add("198.51." + (i / 200) + "." + (i % 200)));
            }
            assertThat(ledger.append(TestLedger.request(changes))).isInstanceOf(Outcome.Appended.class);
            ledger.restart(() -> {}).check();
        }
        assertThat(ledger.head().size()).isEqualTo(new TreeSize(1_557));
    }

    @Test
    void closingFinishesWhatIsQueued() throws Exception {
        var requests = IntStream.range(0, 50)
                .mapToObj(i -> ledger.appendLater(TestLedger.request(List.of(TestLedger.add("203.0.113." + i)))))
                .toList();
        ledger.restart(() -> {});

        long appended = 0;
        for (var request : requests) {
            Outcome outcome = request.get();
            assertThat(outcome).isInstanceOfAny(Outcome.Appended.class, Outcome.QueueFull.class);
            appended += outcome instanceof Outcome.Appended ? 1 : 0;
        }
        assertThat(ledger.head().size().value()).isEqualTo(appended);
    }

    /** Each batch supersedes the one before it, and none of them holds on to all that came before. */
    @Test
    void aTargetRenewedThousandsOfTimesIsOneChain() {
        List<Change> renewals = Collections.nCopies(1_000, TestLedger.add("203.0.113.1"));
        for (int i = 0; i < 12; i++) {
            assertThat(ledger.append(TestLedger.request(renewals))).isInstanceOf(Outcome.Appended.class);
        }

        assertThat(((ThreatAdded) ledger.body(11_999)).supersedes()).isEqualTo(ledger.id(11_998));
        assertThat(ledger.threat(11_999).firstIndex()).isEqualTo(new LeafIndex(0));
    }

    @Test
    void canonicalTargetsAreOneLine() {
        ledger.append(TestLedger.add("::ffff:203.0.113.1"));
        ledger.append(TestLedger.add("203.0.113.1/32"));

        assertThat(ledger.threat(1).target()).isEqualTo(Target.parse("203.0.113.1"));
        assertThat(ledger.threat(0).supersededIndex()).isEqualTo(1);
    }

    private static Outcome appended(Item... items) {
        return Outcome.Appended.of(List.of(items));
    }

    private static Item item(long index) {
        return new Item(new LeafIndex(index), false);
    }

    private static Item existing(long index) {
        return new Item(new LeafIndex(index), true);
    }
}
