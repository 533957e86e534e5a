package io.threatledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryBody;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.EntrySigner;
import io.threatledger.entry.NodeKeys;
import io.threatledger.entry.Origin;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.log.TestLedger;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was signed elsewhere becomes the ledger that the sequencer would have written, or is refused with its reason. */
class ReplayTest {
    private static final EntrySigner SIGNER = TestLedger.KEYS.entrySigner();
    private static final long NOW = 1_795_000_000;

    @TempDir
    Path folder;

    private LedgerDatabase database;
    private Replay replay;

    @BeforeEach
    void create() {
        database = LedgerDatabase.create(folder.resolve("replayed.db"));
        replay = Replay.on(database, TestLogs.KEYS);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void refusesWhatIsNoEntry() {
        byte[] cut = added(NOW, "203.0.113.1", null);
        assertRefused("dots", new byte[] {1, 2, 3});
        assertRefused("entry 0", Arrays.copyOf(cut, cut.length - 1));
    }

    @Test
    void refusesAnEntryOfAnotherLog() {
        Entry other = new Entry("other.example", NOW, TestLogs.jti(), "acme", body("203.0.113.1", null));
        assertRefused(
                "iss is other.example",
                EntryCodec.sign(other, SIGNER, TestLogs.RANDOM).leaf());
    }

    @Test
    void refusesASignatureByAnotherKey() {
        Entry entry = new Entry(TestLogs.ORIGIN, NOW, TestLogs.jti(), "acme", body("203.0.113.1", null));
        byte[] seed = new byte[NodeKeys.SEED_BYTES];
        seed[0] = 1;
        EntrySigner stranger =
                NodeKeys.fromSeed(seed, new Origin(TestLogs.ORIGIN)).entrySigner();
        assertRefused(
                "none of the log's entry keys",
                EntryCodec.sign(entry, stranger, TestLogs.RANDOM).leaf());
    }

    @Test
    void refusesAnEntryThatWasChangedAfterItWasSigned() {
        byte[] one = added(NOW, "203.0.113.1", null);
        byte[] two = added(NOW, "203.0.113.2", null);
        int signature = one.length - 86;
        System.arraycopy(two, two.length - 86, one, signature, 86);
        assertRefused("the signature is not that of key", one);
    }

    @Test
    void refusesATimeThatGoesBack() {
        assertRefused("iat 1794999999 is before", added(NOW, "203.0.113.1", null), added(NOW - 1, "203.0.113.2", null));
    }

    @Test
    void refusesAnIdTwiceInOneBatchAndAcrossBatches() {
        byte[] one = added(NOW, "203.0.113.1", null);
        assertRefused("has the id of entry 0", one, one);
        replay.append(List.of(one));
        assertRefused("has the id of entry 0", one);
    }

    @Test
    void refusesToSupersedeWhatIsNotTheActiveOne() {
        byte[] first = added(NOW, "203.0.113.1", null);
        byte[] other = added(NOW, "203.0.113.2", null);
        assertRefused("supersedes nothing, the active entry", first, added(NOW, "203.0.113.1", null));
        assertRefused("entry 2", first, other, added(NOW, "203.0.113.1", id(other)));
        assertRefused(
                "the active entry of (acme, manual, 203.0.113.9) is nothing", added(NOW, "203.0.113.9", id(first)));
        replay.append(List.of(first, other));
        assertRefused("supersedes nothing, the active entry", added(NOW, "203.0.113.1", null));
        assertRefused("is " + id(first), added(NOW, "203.0.113.1", id(other)));
        long expired = NOW + 86_400;
        assertRefused("is nothing", added(expired, "203.0.113.1", id(first)));
        replay.append(List.of(added(expired, "203.0.113.1", null)));
    }

    @Test
    void refusesToRevokeWhatIsUnknownOrNoThreatOrRevoked() {
        byte[] threat = added(NOW, "203.0.113.1", null);
        byte[] revocation = revoked(NOW, id(threat));
        assertRefused("no threat of the log before it", revocation);
        assertRefused("no threat of the log before it", threat, revocation, revoked(NOW, id(revocation)));
        assertRefused("revoked already", threat, revocation, revoked(NOW, id(threat)));
        replay.append(List.of(threat, revocation));
        assertRefused("revoked already", revoked(NOW, id(threat)));
        assertRefused("is nothing", added(NOW, "203.0.113.1", id(threat)));
    }

    @Test
    void ofSeveralThatAreWrongTheFirstIsNamed() {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            leaves.add(i < 77 ? added(NOW, "198.51.100." + i, null) : new byte[] {'x'});
        }
        assertRefused("entry 77", leaves.toArray(byte[][]::new));
    }

    @Test
    void refusesALedgerWhoseTilesAreDamaged() {
        replay.append(List.of(added(NOW, "203.0.113.1", null)));
        database.write(session -> session.run("UPDATE tiles SET hashes = zeroblob(32)"));
        assertThatThrownBy(() -> Replay.on(database, TestLogs.KEYS)).hasMessageContaining("damaged");
        database.write(session -> session.run("DELETE FROM tiles"));
        assertThatThrownBy(() -> Replay.on(database, TestLogs.KEYS)).hasMessageContaining("damaged");
    }

    @Test
    void givesTheVeryLedgerThatTheSequencerWrote() throws Exception {
        Random random = new Random(7);
        try (TestLedger ledger = new TestLedger(folder.resolve("."))) {
            for (int i = 0; i < 400; i++) {
                ledger.advanceClock(Duration.ofSeconds(random.nextInt(4_000)));
                long size = ledger.head().size().value();
                if (size > 0 && random.nextInt(4) == 0) {
                    long any = random.nextLong(size);
                    if (TestLogs.isThreat(ledger.database(), any)) {
                        ledger.append(ledger.revoke(any), TestLedger.add("192.0.2.1"));
                    }
                } else {
                    ledger.append(
                            TestLedger.add("203.0.113." + random.nextInt(20)),
                            TestLedger.add("198.51.100.0/" + (24 + random.nextInt(5))),
                            TestLedger.add("203.0.113." + random.nextInt(20)));
                }
            }
            List<byte[]> leaves = TestLogs.leaves(ledger.database());
            assertThat(leaves).hasSizeGreaterThan(600);
            for (int from = 0; from < leaves.size(); ) {
                int to = Math.min(leaves.size(), from + 1 + random.nextInt(90));
                replay = Replay.on(database, TestLogs.KEYS);
                replay.append(leaves.subList(from, to));
                from = to;
            }
            assertThat(TestLogs.dump(database)).isEqualTo(TestLogs.dump(ledger.database()));
        }
    }

    private void assertRefused(String reason, byte[]... leaves) {
        LedgerHead before = database.read(LedgerHead::read);
        assertThatThrownBy(() -> replay.append(List.of(leaves)))
                .isInstanceOf(Contradiction.class)
                .hasMessageContaining(reason);
        assertThat(database.read(LedgerHead::read)).isEqualTo(before).isEqualTo(replay.head());
    }

    private static byte[] added(long at, String target, @Nullable EntryId supersedes) {
        return TestLogs.sign(at, body(target, supersedes));
    }

    private static byte[] revoked(long at, EntryId threat) {
        return TestLogs.sign(at, new ThreatRevoked(threat, "false positive"));
    }

    private static EntryBody body(String target, @Nullable EntryId supersedes) {
        return new ThreatAdded(
                ThreatClaims.of(Target.parse(target)).ttlSeconds(86_400L).build(), supersedes);
    }

    private static EntryId id(byte[] leaf) {
        return EntryId.of(Rfc6962.leafHash(leaf));
    }
}
