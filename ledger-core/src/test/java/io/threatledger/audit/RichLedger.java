package io.threatledger.audit;

import io.threatledger.entry.RestrictedClaims;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.log.AppendRequest;
import io.threatledger.log.Change;
import io.threatledger.log.TestLedger;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;
import io.threatledger.query.Publications;
import io.threatledger.store.AccountRow;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.IdempotencyRow;
import io.threatledger.store.KeyRow;
import io.threatledger.store.Meta;
import io.threatledger.store.OwnerRow;
import io.threatledger.store.SealedSecret;
import io.threatledger.store.Session;
import io.threatledger.store.SubmissionRow;
import io.threatledger.store.TallyRows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small ledger that has something of everything, written by the code that writes ledgers. */
final class RichLedger {
    static final FsckKeys KEYS = FsckKeys.of(TestLedger.ORIGIN, TestLedger.KEYS);

    private static final int FILLING = 250;
    private static final String TX = "0x" + "ab".repeat(31);

    private final Path file;
    private final Instant end;

    private RichLedger(Path file, Instant end) {
        this.file = file;
        this.end = end;
    }

    Path file() {
        return file;
    }

    /** The time when it was left alone. */
    InstantSource clock() {
        return InstantSource.fixed(end);
    }

    /** Makes it, as a closed file. */
    static RichLedger make(Path folder) {
        try (TestLedger ledger = new TestLedger(folder)) {
            Publications publications = new Publications(ledger);
            accounts(ledger);
            threats(ledger);
            publications.publish();
            fill(ledger, FILLING);
            long finalBlock = publications.publish();
            expiry(ledger);
            answers(ledger);
            publications.publish();
            ledger.database().write(session -> AnchorRow.markFinal(session, finalBlock));
            chain(ledger);
            return new RichLedger(folder.resolve("ledger.db"), ledger.clock().instant());
        }
    }

    private static void threats(TestLedger ledger) {
        // tags of what will be superseded, and of what will be revoked
        ledger.append(
                full("203.0.113.1", 86_400L, "botnet", "ssh"),
                full("203.0.113.0/24", null, "botnet"),
                add("2001:db8::1", 86_400L));
        // tags of what stays, and of what will lapse
        ledger.append(
                full("2001:db8::/32", null, "botnet", "wörm"),
                add("198.51.100.7", 3_600L),
                full("198.51.100.0/25", 100L, "botnet", "ssh"));
        ledger.advanceClock(Duration.ofSeconds(5));
        ledger.append(restricted("192.0.2.1"), restricted("192.0.2.2"));
        // renewed twice: a chain of three
        ledger.append(full("203.0.113.1", 86_400L, "ssh"));
        ledger.append(full("203.0.113.1", 86_400L, "ssh", "renewed"), add("2001:db8::1", null));
        // revoked: one that stands, one that is superseded, one with restricted claims; in one batch
        ledger.append(ledger.revoke(1), ledger.revoke(0), ledger.revoke(6));
    }

    private static void expiry(TestLedger ledger) {
        ledger.advanceClock(Duration.ofSeconds(1_000));
        long now = ledger.clock().instant().getEpochSecond();
        ledger.database().write(session -> TallyRows.lapse(session, now, 2));
    }

    private static void answers(TestLedger ledger) {
        for (int i = 0; i < 3; i++) {
            var scope = new IdempotencyRow.Scope(1 + i, "POST /api/v1/threats", "key-" + i);
            var once = new AppendRequest.Once(scope, Digest.ofHex(("0" + i).repeat(Digest.LENGTH_BYTES)));
            List<Change> changes =
                    List.of(add("192.0.2.1" + i, 60L), new Change.AddThreat("acme", claims("192.0.2.2", 600L), i == 2));
            ledger.append(new AppendRequest(changes, once, 10, TestLedger.PATIENCE));
        }
    }

    private static void chain(TestLedger ledger) {
        ledger.database().write(session -> {
            Meta.GENESIS.put(session, "0x" + "01".repeat(32));
            Meta.WATCHED_BLOCK.put(session, "12");
            Meta.WATCHED_BLOCK.put(session, "13");
            submission("01", 0).put(session);
            submission("02", 1).put(session);
            submission("02", 1).put(session);
            submission("03", 1).put(session);
            SubmissionRow.mined(session, TX + "01", 44_000, BigInteger.valueOf(1_000_000_007));
            return true;
        });
    }

    private static SubmissionRow submission(String end, long nonce) {
        return new SubmissionRow(
                TX + end,
                nonce,
                new TreeSize(9),
                Digest.ofHex("0a".repeat(Digest.LENGTH_BYTES)),
                BigInteger.TWO.pow(70),
                BigInteger.TEN,
                100_000,
                1_795_000_000,
                11,
                null,
                null);
    }

    private static void accounts(TestLedger ledger) {
        ledger.database().write(session -> {
            OwnerRow acme = OwnerRow.insert(session, "acme", "Acme", OwnerRow.Kind.ORGANIZATION, 1_795_000_001);
            OwnerRow other = OwnerRow.insert(session, "other", "Öther", OwnerRow.Kind.ORGANIZATION, 1_795_000_002);
            OwnerRow common = OwnerRow.insert(session, "common", "Common", OwnerRow.Kind.COMMUNITY, 1_795_000_003);
            acme.join(session, common);
            acme.join(session, common);
            other.join(session, common);
            AccountRow admin = AccountRow.insert(session, acme, "admin", "admin", "enterprise", 1_795_000_004);
            AccountRow reader = AccountRow.insert(session, other, "reader", "reader", "community", 1_795_000_005);
            key(session, admin, Digest.ofHex("0b".repeat(Digest.LENGTH_BYTES)), null);
            KeyRow gone = key(session, reader, Digest.ofHex("0c".repeat(Digest.LENGTH_BYTES)), null);
            key(session, reader, null, "10000000000000000001");
            return KeyRow.revoke(session, gone.id(), 1_795_000_006);
        });
    }

    private static KeyRow key(Session session, AccountRow account, @Nullable Digest digest, @Nullable String accessId) {
        return KeyRow.insert(
                session,
                new KeyRow.Draft(
                        account.id(),
                        digest == null ? KeyRow.Kind.HMAC : KeyRow.Kind.BEARER,
                        "key",
                        "tck_1234",
                        digest,
                        accessId,
                        accessId == null ? null : new SealedSecret(new byte[] {1, 2, 3, 4}),
                        digest == null ? 1_900_000_000L : null),
                1_795_000_005);
    }

    static Change.AddThreat add(String target, @Nullable Long ttlSeconds) {
        return new Change.AddThreat("acme", claims(target, ttlSeconds), false);
    }

    /** Everything that a claim can say in the open. */
    private static Change.AddThreat full(String target, @Nullable Long ttlSeconds, String... tags) {
        ThreatClaims claims = claims(target, ttlSeconds).toBuilder()
                .rating(new BigDecimal("4.5"))
                .confidence(80)
                .tags(List.of(tags))
                .asn(64_500L)
                .asnName("Example Nét")
                .country("NL")
                .build();
        return new Change.AddThreat("acme", claims, false);
    }

    private static Change.AddThreat restricted(String target) {
        RestrictedClaims claims = new RestrictedClaims("honeypot 7", 22, null, "ja4", "seen at night");
        return new Change.AddThreat("other", claims(target, 600L).withRestricted(claims), false);
    }

    private static ThreatClaims claims(String target, @Nullable Long ttlSeconds) {
        return TestLedger.claims(target).toBuilder()
                .ttlSeconds(ttlSeconds)
                .source("sensors")
                .category("ssh-brute-force")
                .build();
    }

    /** So many adds that the leaves need a second tile. */
    static void fill(TestLedger ledger, int entries) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            changes.add(add("198.18." + i / 256 + "." + i % 256, 50_000L + i));
        }
        ledger.append(changes.toArray(Change[]::new));
    }
}
