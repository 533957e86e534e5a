package io.threatledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.RestrictedClaims;
import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.log.Change;
import io.threatledger.log.TestLedger;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.NoteSigner;
import io.threatledger.note.NoteVerifier;
import io.threatledger.proof.ProofBundle;
import io.threatledger.store.BlockTargets.Family;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs, the block list and the hours. */
class ReadsTest {
    private static final TreeSize ALL = new TreeSize(Long.MAX_VALUE);
    private static final LogPlace PLACE = new LogPlace(31_337, "0x" + "11".repeat(20), "0x" + "22".repeat(32));

    private TestLedger ledger;
    private Publications publications;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = new TestLedger(folder);
        publications = new Publications(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aProofThatDoesNotVerifyNeverLeaves() {
        ledger.append(TestLedger.add("192.0.2.1"));
        publications.publish();
        NoteVerifier other =
                NoteSigner.ed25519(TestLedger.ORIGIN.value(), new byte[32]).verifier();
        assertThatThrownBy(() -> proofs(other).prove(ledger.id(0), ALL, owner -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not verify");
    }

    @Test
    void whatIsUnknownOrNotPublishedInTheViewHasNoProof() {
        ledger.append(TestLedger.add("192.0.2.1"));
        Proofs proofs = proofs(Publications.VERIFIER);
        assertThat(proofs.prove(new EntryId("TC-" + "A".repeat(26)), ALL, owner -> true))
                .isInstanceOf(ProofAnswer.Unknown.class);
        assertThat(proofs.prove(ledger.id(0), ALL, owner -> true)).isInstanceOf(ProofAnswer.NotYet.class);
        publications.publish();
        ledger.append(TestLedger.add("192.0.2.2"));
        publications.publish();
        assertThat(proofs.prove(ledger.id(1), new TreeSize(1), owner -> true)).isInstanceOf(ProofAnswer.NotYet.class);
        assertThat(bundle(proofs.prove(ledger.id(0), new TreeSize(1), owner -> true))
                        .inclusion())
                .isEmpty();
        assertThat(bundle(proofs.prove(ledger.id(0), ALL, owner -> true)).inclusion())
                .hasSize(1);
    }

    @Test
    void aProofDisclosesOnlyToWhomItMay() {
        ThreatClaims claims =
                TestLedger.claims("192.0.2.1").withRestricted(new RestrictedClaims("s", 22, null, null, null));
        ledger.append(new Change.AddThreat("acme", claims, false));
        ledger.append(ledger.revoke(0));
        publications.publish();
        Proofs proofs = proofs(Publications.VERIFIER);
        String shown = bundle(proofs.prove(ledger.id(0), ALL, "acme"::equals)).presentation();
        String hidden = bundle(proofs.prove(ledger.id(0), ALL, "other"::equals)).presentation();
        assertThat(shown.chars().filter(c -> c == '~').count()).isEqualTo(3);
        assertThat(hidden.chars().filter(c -> c == '~').count()).isEqualTo(1);
        ProofBundle ofRevocation = bundle(proofs.prove(ledger.id(1), ALL, owner -> false));
        assertThat(ofRevocation.anchor()).isNotNull();
        assertThat(ofRevocation.tlogProof().text()).startsWith("c2sp.org/tlog-proof@v1\n");
    }

    @Test
    void theBlockListHoldsEachActiveTargetToBlockOnceInOrder() {
        ledger.append(TestLedger.add("203.0.113.9"), TestLedger.add("198.51.100.0/24"), TestLedger.add("2001:db8::1"));
        ledger.append(new Change.AddThreat("other", TestLedger.claims("203.0.113.9"), false));
        ledger.append(new Change.AddThreat(
                "acme",
                ThreatClaims.of(Target.parse("192.0.2.7"))
                        .action(ThreatAction.MONITOR)
                        .build(),
                false));
        ledger.append(new Change.AddThreat(
                "acme",
                ThreatClaims.of(Target.parse("192.0.2.8"))
                        .severity(Severity.CRITICAL)
                        .build(),
                false));
        Blocklist list = new Blocklist(ledger.database(), "log.example");
        assertThat(list.at(variant(Family.ANY, Severity.LOW), newest()).content())
                .isEqualTo("""
                        # log.example: 4 targets to block
                        192.0.2.8
                        198.51.100.0/24
                        203.0.113.9
                        2001:db8::1
                        """);
        assertThat(list.at(variant(Family.IPV6, Severity.LOW), newest()).content())
                .endsWith("block\n2001:db8::1\n");
        assertThat(list.at(variant(Family.IPV4, Severity.HIGH), newest()).content())
                .endsWith("block\n192.0.2.8\n");
        assertThat(list.at(variant(Family.IPV6, Severity.HIGH), newest()).content())
                .isEqualTo("# log.example: 0 targets to block\n");
    }

    @Test
    void theBlockListsTagsChangeExactlyWhenItsContentDoes() {
        Blocklist list = new Blocklist(ledger.database(), "log.example");
        var variant = variant(Family.ANY, Severity.LOW);
        ledger.append(TestLedger.add("192.0.2.1"));
        Blocklist.Text first = list.at(variant, newest());
        ledger.advanceClock(Duration.ofHours(1));
        ledger.append(TestLedger.add("192.0.2.1"));
        assertThat(list.at(variant, newest())).isEqualTo(first);
        ledger.append(TestLedger.add("192.0.2.2"));
        Blocklist.Text second = list.at(variant, newest());
        assertThat(second.etag()).isNotEqualTo(first.etag());
        assertThat(second.changedAtSeconds()).isEqualTo(now());
        assertThat(second.changedTwice()).isFalse();
        ledger.append(ledger.revoke(2));
        Blocklist.Text third = list.at(variant, newest());
        assertThat(third.etag()).isEqualTo(first.etag());
        assertThat(third.changedTwice()).isTrue();
        ledger.advanceClock(Duration.ofDays(2));
        assertThat(list.at(variant, newest()).content()).contains(" 0 targets");
    }

    @Test
    void entriesAreCountedByTheHourTheyWereIssuedIn() {
        ledger.setClock(Instant.parse("2026-11-22T03:10:00Z"));
        ledger.append(TestLedger.add("192.0.2.1"), TestLedger.add("192.0.2.2"));
        ledger.append(ledger.revoke(0));
        Pace pace = new Pace(ledger.database());
        assertThat(pace.lastHours(newest())).hasSize(24).last().isEqualTo(hour("2026-11-22T03:00:00Z", 3));
        ledger.setClock(Instant.parse("2026-11-22T05:59:59Z"));
        ledger.append(TestLedger.add("192.0.2.3"));
        List<Pace.Hour> hours = pace.lastHours(newest());
        assertThat(hours.subList(21, 24))
                .containsExactly(
                        hour("2026-11-22T03:00:00Z", 3),
                        hour("2026-11-22T04:00:00Z", 0),
                        hour("2026-11-22T05:00:00Z", 1));
        ledger.setClock(Instant.parse("2026-11-23T03:00:00Z"));
        assertThat(pace.lastHours(newest()).stream()
                        .mapToLong(Pace.Hour::entries)
                        .sum())
                .isEqualTo(1);
    }

    private static Pace.Hour hour(String start, long entries) {
        return new Pace.Hour(Instant.parse(start).getEpochSecond(), entries);
    }

    private static Blocklist.Variant variant(Family family, Severity least) {
        return new Blocklist.Variant(family, least, Duration.ZERO);
    }

    private Proofs proofs(NoteVerifier log) {
        return new Proofs(
                ledger.database(), log, List.of(TestLedger.KEYS.entrySigner().verifier()), PLACE);
    }

    private static ProofBundle bundle(ProofAnswer answer) {
        return ((ProofAnswer.Proven) answer).bundle();
    }

    private long now() {
        return ledger.clock().instant().getEpochSecond();
    }

    private Moment newest() {
        return Moment.newest(now());
    }
}
