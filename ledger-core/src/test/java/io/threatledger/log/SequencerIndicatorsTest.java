package io.threatledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Disclosures;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.InvalidField;
import io.threatledger.entry.RestrictedClaims;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.EntryRow;
import io.threatledger.store.IdempotencyRow;
import io.threatledger.store.IdempotencyRow.Item;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that are decided by (owner, target), whatever the source. */
class SequencerIndicatorsTest {
    private static final String ADDRESS = "203.0.113.1";
    private static final Outcome EXISTS = new Outcome.IndicatorExists();
    private static final Outcome UNKNOWN = new Outcome.UnknownIndicator();

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
    void anIndicatorThatIsThereFromWhateverSourceIsNotAdded() {
        ledger.append(said("sensor"));

        assertThat(ledger.append(addIndicator("acme", ADDRESS))).isEqualTo(EXISTS);
        assertThat(ledger.append(addIndicator("acme", "::ffff:" + ADDRESS))).isEqualTo(EXISTS);
        assertThat(ledger.append(TestLedger.add("203.0.113.9"), addIndicator("acme", ADDRESS)))
                .isEqualTo(EXISTS);
        assertThat(size()).isEqualTo(1);
    }

    @Test
    void anotherOwnersOrTargetsIndicatorIsAnother() {
        ledger.append(said("sensor"));

        assertThat(ledger.append(addIndicator("other", ADDRESS))).isEqualTo(appended(1));
        assertThat(ledger.append(addIndicator("acme", ADDRESS + "/31"))).isEqualTo(appended(2));
    }

    @Test
    void anIndicatorThatIsRevokedOrExpiredIsAddedAnewAndSupersedesNothing() {
        ledger.append(addIndicator("acme", ADDRESS));
        ledger.append(ledger.revoke(0));
        assertThat(ledger.append(addIndicator("acme", ADDRESS))).isEqualTo(appended(2));
        ledger.advanceClock(Duration.ofDays(1).minusSeconds(1));
        assertThat(ledger.append(addIndicator("acme", ADDRESS))).isEqualTo(EXISTS);
        ledger.advanceClock(Duration.ofSeconds(1));
        assertThat(ledger.append(addIndicator("acme", ADDRESS))).isEqualTo(appended(3));

        assertThat(added(3).supersedes()).isNull();
        assertThat(ledger.threat(3).firstIndex()).isEqualTo(new LeafIndex(3));
    }

    @Test
    void whatNobodySaysCanNeitherBeAmendedNorRevoked() {
        ledger.append(new Change.AddThreat("other", TestLedger.claims(ADDRESS), false));
        ledger.append(TestLedger.add(ADDRESS + "/31"));

        assertThat(ledger.append(tagged("ssh"))).isEqualTo(UNKNOWN);
        assertThat(ledger.append(revokeIndicator())).isEqualTo(UNKNOWN);
        ledger.append(TestLedger.add(ADDRESS));
        ledger.append(ledger.revoke(2));
        assertThat(ledger.append(tagged("ssh"))).isEqualTo(UNKNOWN);
        assertThat(ledger.append(revokeIndicator())).isEqualTo(UNKNOWN);
        ledger.append(TestLedger.add(ADDRESS));
        ledger.advanceClock(Duration.ofDays(1));
        assertThat(ledger.append(tagged("ssh"))).isEqualTo(UNKNOWN);
        assertThat(ledger.append(revokeIndicator())).isEqualTo(UNKNOWN);
        assertThat(size()).isEqualTo(5);
    }

    @Test
    void anAmendmentThatCannotBeSaidIsTheAnswerAndWritesNothing() {
        ledger.append(TestLedger.add(ADDRESS));
        Outcome outcome = ledger.append(
                TestLedger.add("203.0.113.9"),
                amend(said -> said.toBuilder().confidence(101).build()));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why())
                                .isInstanceOf(InvalidField.class)
                                .hasMessageContaining("confidence"));
        assertThat(size()).isEqualTo(1);
        assertThat(ledger.append(tagged("ssh"))).isEqualTo(appended(1));
    }

    @Test
    void anAmendmentSupersedesTheNewestAndCarriesOverWhatItDoesNotChange() {
        RestrictedClaims restricted = new RestrictedClaims("mesh-7", 22, null, null, "seen twice");
        ledger.append(said("older"));
        ledger.append(new Change.AddThreat(
                "acme",
                said("newest").claims().toBuilder()
                        .restricted(restricted)
                        .country("NL")
                        .build(),
                false));
        ledger.append(new Change.AddThreat("other", TestLedger.claims(ADDRESS), false));
        ledger.advanceClock(Duration.ofSeconds(100));

        assertThat(ledger.append(tagged("ssh"))).isEqualTo(appended(3));
        ThreatAdded amended = added(3);
        assertThat(amended.supersedes()).isEqualTo(ledger.id(1));
        assertThat(amended.claims().source()).isEqualTo("newest");
        assertThat(amended.claims().country()).isEqualTo("NL");
        assertThat(amended.claims().tags()).containsExactly("ssh");
        assertThat(ledger.threat(3).expiresAtSeconds())
                .isEqualTo(ledger.threat(1).expiresAtSeconds());
        EntryRow row = ledger.row(3);
        assertThat(Disclosures.read(EntryCodec.decode(row.leaf()), row.disclosures()))
                .isEqualTo(restricted);
        // with new salts
        assertThat(row.disclosures()).doesNotContainAnyElementsOf(ledger.row(1).disclosures());
        assertThat(ledger.threat(0).supersededIndex()).isNull();
    }

    @Test
    void anAmendmentDoesNotMakeItAnotherTargetOrSource() {
        ledger.append(said("sensor"));

        assertThat(ledger.append(amend(said -> TestLedger.claims("203.0.113.9"))))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).hasMessageContaining("203.0.113.9"));
        assertThat(ledger.append(
                        amend(said -> said.toBuilder().source("elsewhere").build())))
                .isEqualTo(existing(0));
        assertThat(ledger.append(amend(said ->
                        said.toBuilder().source("elsewhere").confidence(7).build())))
                .isEqualTo(appended(1));
        assertThat(added(1).claims().source()).isEqualTo("sensor");
        assertThat(added(1).supersedes()).isEqualTo(ledger.id(0));
    }

    @Test
    void whenTheNewestIsTakenBackTheOneBeforeItIsAmended() {
        ledger.append(said("a"), said("b"));
        ledger.append(ledger.revoke(1));

        assertThat(ledger.append(tagged("ssh"))).isEqualTo(appended(3));
        assertThat(added(3).supersedes()).isEqualTo(ledger.id(0));
        assertThat(added(3).claims().source()).isEqualTo("a");
    }

    @Test
    void anAmendmentThatChangesNothingWritesNothing() {
        ledger.append(TestLedger.add(ADDRESS));
        ledger.advanceClock(Duration.ofSeconds(5));

        assertThat(ledger.append(amend(UnaryOperator.identity()))).isEqualTo(existing(0));
        assertThat(ledger.append(amend(said -> said.toBuilder().ttlSeconds(7L).build())))
                .isEqualTo(existing(0));
        assertThat(size()).isEqualTo(1);
    }

    /** The expiry is part of what is said. */
    @Test
    void anAmendmentWithAnExpiryOfItsOwnIsWrittenUnlessItIsTheSame() {
        ledger.append(TestLedger.add(ADDRESS));
        Change hour = expiring(3_600L);

        assertThat(ledger.append(expiring(86_400L))).isEqualTo(existing(0));
        assertThat(ledger.append(hour)).isEqualTo(appended(1));
        assertThat(ledger.append(hour)).isEqualTo(existing(1));
        ledger.advanceClock(Duration.ofSeconds(1));
        assertThat(ledger.append(hour)).isEqualTo(appended(2));
        assertThat(ledger.append(expiring(null))).isEqualTo(appended(3));
        ledger.advanceClock(Duration.ofSeconds(1));
        assertThat(ledger.append(expiring(null))).isEqualTo(existing(3));
        assertThat(ledger.threat(3).firstIndex()).isEqualTo(new LeafIndex(0));
    }

    @Test
    void whatDoesNotExpireGoesOnNotToWhenItIsAmended() {
        ledger.append(new Change.AddThreat(
                "acme", TestLedger.claims(ADDRESS).toBuilder().ttlSeconds(null).build(), false));
        ledger.advanceClock(Duration.ofDays(400));

        assertThat(ledger.append(tagged("ssh"))).isEqualTo(appended(1));
        assertThat(ledger.threat(1).expiresAtSeconds()).isNull();
    }

    /** One second is left: an entry that expires has a ttl, and it is one. */
    @Test
    void whatIsAboutToExpireIsAmendedForTheRestOfItsTime() {
        ledger.append(TestLedger.add(ADDRESS));
        ledger.advanceClock(Duration.ofDays(1).minusSeconds(1));

        assertThat(ledger.append(tagged("ssh"))).isEqualTo(appended(1));
        assertThat(added(1).claims().ttlSeconds()).isEqualTo(1);
    }

    @Test
    void allActiveEntriesOfAnIndicatorAreRevokedAtOnceAndNoOthers() {
        ledger.append(said("a"), said("b"), said("c"), said("c"), said("d"));
        ledger.append(new Change.AddThreat("other", TestLedger.claims(ADDRESS), false));
        ledger.append(TestLedger.add(ADDRESS + "/31"));
        ledger.append(ledger.revoke(1));

        // 2 is superseded and 1 revoked already
        assertThat(ledger.append(revokeIndicator())).isEqualTo(appended(8, 9, 10));
        assertThat(revoked(8, 9, 10)).containsExactly(ledger.id(4), ledger.id(3), ledger.id(0));
        assertThat(ledger.append(revokeIndicator())).isEqualTo(UNKNOWN);
        assertThat(ledger.append(new Change.RevokeIndicator("other", Target.parse(ADDRESS), "x")))
                .isEqualTo(appended(11));
    }

    @Test
    void anIndicatorOfTooManyEntriesIsNotRevoked() {
        int most = Change.RevokeIndicator.ENTRIES_MAX;
        Change[] sources = new Change[most];
        Arrays.setAll(sources, i -> said("source " + i));
        ledger.append(sources);
        ledger.append(said("one more"));

        assertThat(ledger.append(revokeIndicator())).isEqualTo(new Outcome.TooManyEntries());
        assertThat(size()).isEqualTo(most + 1);
        ledger.append(ledger.revoke(0));
        assertThat(ledger.append(revokeIndicator()))
                .isEqualTo(appended(LongStream.range(most + 2, 2L * most + 2).toArray()));
        assertThat(ledger.append(revokeIndicator())).isEqualTo(UNKNOWN);
    }

    @Test
    void changesOfOneRequestSeeEachOther() {
        Outcome outcome = ledger.append(
                addIndicator("acme", ADDRESS),
                tagged("ssh"),
                tagged("ssh"),
                said("sensor"),
                tagged("sensed"),
                revokeIndicator(),
                addIndicator("acme", ADDRESS));

        assertThat(outcome)
                .isEqualTo(Outcome.Appended.of(List.of(
                        item(0),
                        item(1),
                        new Item(new LeafIndex(1), true),
                        item(2),
                        item(3),
                        item(4),
                        item(5),
                        item(6))));
        assertThat(added(1).supersedes()).isEqualTo(ledger.id(0));
        assertThat(added(3).supersedes()).isEqualTo(ledger.id(2));
        assertThat(revoked(4, 5)).containsExactly(ledger.id(3), ledger.id(1));
        assertThat(added(6).supersedes()).isNull();
        assertThat(ledger.threat(6).firstIndex()).isEqualTo(new LeafIndex(6));
    }

    @Test
    void aRefusalAfterOthersForgetsThem() {
        assertThat(ledger.append(addIndicator("acme", ADDRESS), addIndicator("acme", ADDRESS)))
                .isEqualTo(EXISTS);
        assertThat(ledger.append(addIndicator("acme", ADDRESS), revokeIndicator(), tagged("ssh")))
                .isEqualTo(UNKNOWN);
        assertThat(ledger.append(addIndicator("acme", ADDRESS), revokeIndicator(), revokeIndicator()))
                .isEqualTo(UNKNOWN);
        assertThat(size()).isZero();
        assertThat(ledger.append(addIndicator("acme", ADDRESS))).isEqualTo(appended(0));
    }

    @Test
    void whatOneRequestRevokedAnotherWayIsNotRevokedAgain() {
        ledger.append(said("a"), said("b"));

        assertThat(ledger.append(ledger.revoke(1), revokeIndicator(), ledger.revoke(0)))
                .isEqualTo(Outcome.Appended.of(List.of(item(2), item(3), new Item(new LeafIndex(3), true))));
        assertThat(revoked(2, 3)).containsExactly(ledger.id(1), ledger.id(0));
    }

    @Test
    void requestsSeeTheBatchUnderWayAndThoseBeforeThemInTheirOwn() throws Exception {
        try (HangingCommit commit = new HangingCommit(ledger)) {
            var first = commit.hang(said("a"), said("b"));
            // decided while the first is under way; those after it are one batch
            var second = commit.queue(tagged("ssh"));
            List<CompletableFuture<Outcome>> third = new ArrayList<>();
            for (Change change : List.of(
                    addIndicator("acme", ADDRESS),
                    revokeIndicator(),
                    tagged("late"),
                    addIndicator("acme", ADDRESS),
                    tagged("again"))) {
                third.add(commit.queue(change));
            }
            commit.goOn();

            assertThat(first.get()).isEqualTo(appended(0, 1));
            assertThat(second.get()).isEqualTo(appended(2));
            assertThat(third.get(0).get()).isEqualTo(EXISTS);
            assertThat(third.get(1).get()).isEqualTo(appended(3, 4));
            assertThat(third.get(2).get()).isEqualTo(UNKNOWN);
            assertThat(third.get(3).get()).isEqualTo(appended(5));
            assertThat(third.get(4).get()).isEqualTo(appended(6));
        }
        assertThat(added(2).supersedes()).isEqualTo(ledger.id(1));
        assertThat(revoked(3, 4)).containsExactly(ledger.id(2), ledger.id(0));
        assertThat(added(6).supersedes()).isEqualTo(ledger.id(5));
    }

    @Test
    void oneRequestOnTopOfTheBatchUnderWaySeesItInAllItsChanges() throws Exception {
        try (HangingCommit commit = new HangingCommit(ledger)) {
            var first = commit.hang(said("a"), said("b"), revokeIndicator(), said("b"));
            var second = commit.queue(TestLedger.request(List.of(tagged("ssh"), said("a"), revokeIndicator())));
            commit.goOn();

            assertThat(first.get()).isEqualTo(appended(0, 1, 2, 3, 4));
            assertThat(second.get()).isEqualTo(appended(5, 6, 7, 8));
        }
        assertThat(revoked(2, 3)).containsExactly(ledger.id(1), ledger.id(0));
        assertThat(added(5).supersedes()).isEqualTo(ledger.id(4));
        assertThat(added(6).supersedes()).isNull();
        assertThat(revoked(7, 8)).containsExactly(ledger.id(6), ledger.id(5));
    }

    @Test
    void whatIsRefusedOnTopOfTheBatchUnderWayIsRefusedWhenItIsCommitted() throws Exception {
        try (HangingCommit commit = new HangingCommit(ledger)) {
            var first = commit.hang(addIndicator("acme", ADDRESS));
            var second = commit.queue(addIndicator("acme", ADDRESS));
            commit.goOn();

            assertThat(first.get()).isEqualTo(appended(0));
            assertThat(second.get()).isEqualTo(EXISTS);
        }
    }

    @Test
    void aBatchUnderWayThatFailsLeavesNothingOfItself() throws Exception {
        try (HangingCommit commit = new HangingCommit(ledger)) {
            var first = commit.hang(addIndicator("acme", ADDRESS));
            var second = commit.queue(addIndicator("acme", ADDRESS));
            commit.fail();

            assertThat(first.get()).isInstanceOf(Outcome.Closed.class);
            assertThat(second.get()).isEqualTo(appended(0));
        }
    }

    @Test
    void aRepeatGetsTheFirstAnswerWhateverHappenedSince() {
        Outcome added = ledger.append(once("add", addIndicator("acme", ADDRESS)));
        assertThat(ledger.append(once("add", addIndicator("acme", ADDRESS)))).isEqualTo(added);
        Outcome amended = ledger.append(once("amend", tagged("ssh")));
        assertThat(ledger.append(once("amend", tagged("ssh")))).isEqualTo(amended);
        ledger.append(said("sensor"));
        Outcome revoked = ledger.append(once("revoke", revokeIndicator()));
        assertThat(ledger.append(once("revoke", revokeIndicator()))).isEqualTo(revoked);

        for (int i = 0; i < 2; i++) {
            assertThat(ledger.append(once("add", addIndicator("acme", ADDRESS))))
                    .isEqualTo(added);
            assertThat(ledger.append(once("amend", tagged("ssh")))).isEqualTo(amended);
            assertThat(ledger.append(once("revoke", revokeIndicator()))).isEqualTo(revoked);
            ledger.restart(() -> {});
        }
        assertThat(List.of(added, amended, revoked)).containsExactly(appended(0), appended(1), appended(3, 4));
        assertThat(size()).isEqualTo(5);
    }

    @Test
    void aRepeatThatMeetsTheFirstUnderWayGetsItsAnswer() throws Exception {
        try (HangingCommit commit = new HangingCommit(ledger)) {
            var first = commit.hang(once("add", addIndicator("acme", ADDRESS)));
            var again = commit.queue(once("add", addIndicator("acme", ADDRESS)));
            var revoked = commit.queue(once("revoke", revokeIndicator()));
            var revokedAgain = commit.queue(once("revoke", revokeIndicator()));
            commit.goOn();

            assertThat(again.get()).isEqualTo(first.get()).isEqualTo(appended(0));
            assertThat(revokedAgain.get()).isEqualTo(revoked.get()).isEqualTo(appended(1));
        }
    }

    @Test
    void refusalsOfIndicatorsAreNotRecorded() {
        assertThat(ledger.append(once("k", revokeIndicator()))).isEqualTo(UNKNOWN);
        ledger.append(said("sensor"));
        assertThat(ledger.append(once("k", revokeIndicator()))).isEqualTo(appended(1));
    }

    private long size() {
        return ledger.head().size().value();
    }

    private ThreatAdded added(long index) {
        return (ThreatAdded) ledger.body(index);
    }

    private List<EntryId> revoked(long... indexes) {
        return LongStream.of(indexes)
                .mapToObj(index -> ((ThreatRevoked) ledger.body(index)).threat())
                .toList();
    }

    private static Change.AddThreat said(String source) {
        return new Change.AddThreat(
                "acme", TestLedger.claims(ADDRESS).toBuilder().source(source).build(), false);
    }

    private static Change addIndicator(String owner, String target) {
        ThreatClaims claims =
                TestLedger.claims(target).toBuilder().source("exchange").build();
        return new Change.AddIndicator(owner, claims);
    }

    private static Change amend(UnaryOperator<ThreatClaims> amendment) {
        return new Change.AmendIndicator("acme", Target.parse(ADDRESS), amendment, true);
    }

    private static Change tagged(String tag) {
        return amend(said -> said.toBuilder().tags(List.of(tag)).build());
    }

    private static Change expiring(@Nullable Long ttlSeconds) {
        return new Change.AmendIndicator(
                "acme",
                Target.parse(ADDRESS),
                said -> said.toBuilder().ttlSeconds(ttlSeconds).build(),
                false);
    }

    private static Change revokeIndicator() {
        return new Change.RevokeIndicator("acme", Target.parse(ADDRESS), "gone");
    }

    private static AppendRequest once(String key, Change change) {
        var scope = new IdempotencyRow.Scope(1, "POST /v2/indicators", key);
        Digest body = Digest.of(new byte[Digest.LENGTH_BYTES]);
        return new AppendRequest(List.of(change), new AppendRequest.Once(scope, body), 100, TestLedger.PATIENCE);
    }

    private static Outcome appended(long... indexes) {
        return Outcome.Appended.of(
                LongStream.of(indexes).mapToObj(SequencerIndicatorsTest::item).toList());
    }

    private static Outcome existing(long index) {
        return new Outcome.Appended(List.of(new Item(new LeafIndex(index), true)), new TreeSize(index + 1));
    }

    private static Item item(long index) {
        return new Item(new LeafIndex(index), false);
    }
}
