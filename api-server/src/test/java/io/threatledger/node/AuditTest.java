package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.threatledger.cli.Terminal;
import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryVerifier;
import io.threatledger.entry.NodeKeys;
import io.threatledger.entry.Origin;
import io.threatledger.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A stranger audits a node that lies, and one that does not. */
class AuditTest {
    private static final int ADDED = 700;
    private static final int RENEWED = 60;
    private static final int REVOKED = 25;
    private static final int ENTRIES = ADDED + RENEWED + REVOKED;

    @TempDir
    static Path shared;

    private static AuditedNode node;
    private static List<String> revoked;

    @TempDir
    Path folder;

    @BeforeAll
    static void publish() throws Exception {
        node = AuditedNode.start(shared.resolve("node"));
        List<String> last = List.of();
        for (int from = 0; from < ADDED; from += 100) {
            last = node.publish(AuditedNode.addresses(from, 100));
        }
        node.publish(AuditedNode.addresses(0, RENEWED));
        revoked = last.subList(0, REVOKED);
        node.revoke(revoked);
    }

    @AfterAll
    static void stop() throws IOException {
        node.close();
    }

    // What a node may lie about.

    @Test
    void aByteOfATileIsNamedAndNothingOfItIsKept() throws Exception {
        for (String path : List.of("tile/0/001", "tile/0/003.p/17", "tile/1/000.p/3")) {
            Path mirror = folder.resolve(path.replace('/', '_'));
            Terminal.Result result =
                    auditThrough(mirror, (asked, body) -> asked.equals("/log/" + path) ? flipped(body) : body);

            assertRefused(result, path, "hash");
            assertThat(mirror.resolve(path)).doesNotExist();
            assertThat(mirror.resolve("checkpoint")).doesNotExist();
        }
    }

    @Test
    void aByteOfAnEntryIsNamedAndNothingOfItIsKept() throws Exception {
        Path mirror = folder.resolve("mirror");
        Terminal.Result result =
                auditThrough(mirror, (path, body) -> path.equals("/log/tile/entries/001") ? flipped(body) : body);

        assertRefused(result, "tile/entries/001", "entry ");
        assertThat(mirror.resolve("tile/entries/000")).exists();
        assertThat(mirror.resolve("tile/entries/001")).doesNotExist();
    }

    @Test
    void aFileThatIsTooLongOrTooShortOrMissingIsNamed() throws Exception {
        byte[] longer = new byte[8193];
        assertRefused(
                auditThrough(folder.resolve("a"), (path, body) -> path.endsWith("/tile/0/000") ? longer : body),
                "tile/0/000",
                "8193 bytes");
        assertRefused(
                auditThrough(
                        folder.resolve("b"),
                        (path, body) -> path.endsWith("/entries/000") ? Arrays.copyOf(body, 1_000) : body),
                "tile/entries/000",
                "cut off");
    }

    @Test
    void aByteOfTheCheckpointIsRefused() throws Exception {
        for (int at : List.of(0, 22, 40, 120)) {
            Terminal.Result result = auditThrough(folder.resolve("m" + at), (path, body) -> {
                if (path.equals("/log/checkpoint")) {
                    body[at] ^= 1;
                }
                return body;
            });

            assertThat(result.status()).as(result.out() + result.err()).isEqualTo(1);
            assertThat(result.out()).contains("FAIL checkpoint");
        }
    }

    @Test
    void anEntryReplacedAndSignedAnewContradictsItsAnchor() throws Exception {
        List<byte[]> leaves = node.leaves();
        leaves.set(150, resigned(leaves.get(150), node.identity().keys()));
        ForgedLog.write(
                folder.resolve("forged"), AuditedNode.ORIGIN, node.identity().keys(), leaves);

        assertRefused(auditServed("forged"), "the anchor of size 200", "transaction 0x", "is not of this log");
    }

    @Test
    void aLogThatIsSignedAndNotAnchoredIsRefused() throws Exception {
        List<byte[]> leaves = node.leaves();
        leaves.add(resigned(leaves.getLast(), node.identity().keys()));
        ForgedLog.write(
                folder.resolve("forged"), AuditedNode.ORIGIN, node.identity().keys(), leaves);

        assertRefused(auditServed("forged"), "size " + (ENTRIES + 1) + " is signed and not anchored");
    }

    @Test
    void aRewrittenHistoryContradictsAnEarlierMirror() throws Exception {
        Path mirror = folder.resolve("mirror");
        assertThat(node.audit(node.url(), mirror).status()).isZero();
        List<byte[]> leaves = node.leaves();
        leaves.set(3, resigned(leaves.get(3), node.identity().keys()));
        leaves.add(resigned(leaves.getLast(), node.identity().keys()));
        ForgedLog.write(
                folder.resolve("forged"), AuditedNode.ORIGIN, node.identity().keys(), leaves);
        byte[] tile = Files.readAllBytes(mirror.resolve("tile/0/000"));

        HttpServer server = ForgedLog.serve(folder.resolve("forged"));
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            assertRefused(node.audit(url, mirror), "two histories were signed");
        } finally {
            server.stop(0);
        }
        assertThat(mirror.resolve("tile/0/000")).hasBinaryContent(tile);
        assertThat(node.audit(mirror.toString(), folder).status()).isZero();
    }

    @Test
    void twoEntriesWithOneIdAreRefused() throws Exception {
        List<byte[]> twice = new ArrayList<>(node.leaves().subList(0, 300));
        twice.add(twice.get(299));
        ForgedLog.write(
                folder.resolve("twice"), AuditedNode.ORIGIN, node.identity().keys(), twice);
        assertRefused(auditOffline("twice"), "entry 300", "has the id of entry 299");
    }

    @Test
    void aSignatureByAnotherKeyIsRefused() throws Exception {
        byte[] seed = new byte[NodeKeys.SEED_BYTES];
        seed[5] = 5;
        List<byte[]> leaves = new ArrayList<>(node.leaves().subList(0, 300));
        leaves.set(277, resigned(leaves.get(277), NodeKeys.fromSeed(seed, new Origin(AuditedNode.ORIGIN))));
        ForgedLog.write(
                folder.resolve("forged"), AuditedNode.ORIGIN, node.identity().keys(), leaves);

        assertRefused(auditOffline("forged"), "entry 277", "none of the log's entry keys");
    }

    @Test
    void anApiThatLeavesOutAnActiveThreatIsRefused() throws Exception {
        assertRefused(auditList(list -> list.remove(7)), "leaves out TC-", "which is active");
    }

    @Test
    void anApiThatListsARevokedThreatIsRefused() throws Exception {
        String id = revoked.getFirst();
        JsonNode threat;
        try (Publisher publisher = new Publisher(node.url(), node.home().key())) {
            threat = publisher.json("/api/v1/threats/" + id);
        }
        ((ObjectNode) threat).put("status", "active");
        long index = threat.path("index").asLong();
        Terminal.Result result = auditList(list -> {
            int at = 0;
            while (list.get(at).path("index").asLong() > index) {
                at++;
            }
            list.insert(at, threat);
        });

        assertRefused(result, "lists " + id, "revoked it");
    }

    @Test
    void anApiThatSaysAnotherThingThanTheEntryIsRefused() throws Exception {
        assertRefused(
                auditList(list -> ((ObjectNode) list.get(7).path("data")).put("target", "192.0.2.99")),
                "that target is \"192.0.2.99\"",
                "its entry says");
        assertRefused(
                auditList(list -> ((ObjectNode) list.get(7).path("data")).put("severity", "low")),
                "that severity is \"low\"");
        assertRefused(
                auditList(list -> ((ObjectNode) list.get(7)).put("id", revoked.getFirst())), "the entry there is TC-");
    }

    @Test
    void keysThatTheLogNamesAndTheChainDoesNotAreRefused() throws Exception {
        byte[] seed = new byte[NodeKeys.SEED_BYTES];
        String other = EntryVerifier.of(NodeKeys.fromSeed(seed, new Origin(AuditedNode.ORIGIN))
                        .entrySigner()
                        .publicKey())
                .jwk();
        byte[] jwks = ("{\"keys\":[" + other + "]}").getBytes(StandardCharsets.UTF_8);

        assertRefused(
                auditThrough(folder.resolve("m"), (path, body) -> path.endsWith("jwks.json") ? jwks : body),
                "the log's jwks names key");
    }

    @Test
    void withNothingToTrustTheAnswerIsNo() throws Exception {
        Terminal.Result result = node.terminal(node.url())
                .run("audit", node.url(), "--into", folder.resolve("m").toString());

        assertThat(result.status()).as(result.out()).isEqualTo(1);
        assertThat(result.out()).contains("NOT audited", "-- ");
    }

    @Test
    void aReaderWithoutAKeySeesTheLogAsItWasAnHourAgo() throws Exception {
        Terminal stranger = Terminal.in(folder)
                .with(Map.of(
                        "THREATLEDGER_URL",
                        "http://elsewhere.example",
                        "THREATLEDGER_KEY",
                        node.home().key()));
        Terminal.Result result =
                stranger.run("audit", node.url(), "--into", folder.resolve("m").toString());

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains("nothing is published that this reader may see");
    }

    @Test
    void theKeysOfADemonstrationHereAreNotForAnotherNodeAndDoNotHideTheOneThatIs() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                folder.resolve("data/dev.env"), "THREATLEDGER_URL=http://127.0.0.1:1\nPUBLISHER_KEY=tck_other\n");
        String into = folder.resolve("m").toString();

        Terminal.Result without = Terminal.in(folder).run("audit", node.url(), "--into", into);
        assertThat(without.status()).as(without.out()).isEqualTo(3);
        assertThat(without.err()).contains("set THREATLEDGER_KEY");

        Terminal.Result with = Terminal.in(folder)
                .with(Map.of("THREATLEDGER_KEY", node.home().key()))
                .run("audit", node.url(), "--into", into);
        assertThat(with.out()).contains("ok   active threats");
    }

    @Test
    void anotherLogIsNotMirroredOverThisOne() throws Exception {
        Path mirror = folder.resolve("mirror");
        Files.createDirectories(mirror);
        Files.writeString(mirror.resolve("checkpoint"), "other.example\n1\n\n\n— x y\n");

        Terminal.Result result = node.audit(node.url(), mirror);
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains("holds the log other.example");
    }

    @Test
    void nothingFollowsFromANodeOrAChainThatIsNotThere() throws Exception {
        Terminal terminal = node.terminal(node.url());
        String[] command = {
            "audit",
            node.url(),
            "--into",
            folder.toString(),
            "--rpc",
            "http://127.0.0.1:1",
            "--contract",
            node.home().chain().contract().value(),
            "--log-id",
            node.home().chain().logId().toString()
        };
        assertThat(terminal.run(command).status()).isEqualTo(3);
        assertThat(terminal.run("audit", folder.resolve("none").toString()).status())
                .isEqualTo(2);
    }

    // One that does not lie.

    @Test
    void aNodeThatDoesNotLieIsConsistentAndSoIsItsMirrorWhereverItIsServed() throws Exception {
        Path mirror = folder.resolve("mirror");
        Terminal.Result first = node.audit(node.url(), mirror);
        assertConsistent(first);
        assertThat(first.out())
                .contains("ok   active threats")
                .contains((ADDED - REVOKED) + " active")
                .contains("760 added (60 of them supersede), 25 revoked");

        Terminal.Result again = node.audit(node.url(), mirror);
        assertConsistent(again);
        assertThat(again.out()).contains("0 files fetched", "785 of them by former audits");

        Terminal.Result byItself = node.audit(mirror.toString(), folder);
        assertConsistent(byItself);
        assertThat(byItself.out()).contains("--   active threats").doesNotContain("former audits");

        HttpServer server = ForgedLog.serve(mirror);
        try {
            Path second = folder.resolve("second");
            Terminal.Result served =
                    node.audit("http://127.0.0.1:" + server.getAddress().getPort(), second);
            assertConsistent(served);
            assertThat(served.out()).contains("a mirror has no API");
            assertThat(files(second)).isEqualTo(files(mirror));
        } finally {
            server.stop(0);
        }
        assertConsistent(auditOffline("mirror"));
    }

    @Test
    void aDamagedFileOfAMirrorIsNamedWhenItIsAloneAndFetchedAgainWhenItIsNot() throws Exception {
        Path mirror = folder.resolve("mirror");
        assertConsistent(node.audit(node.url(), mirror));
        for (String path : List.of("tile/0/001", "tile/entries/002", "tile/0/003.p/17", "tile/entries/003.p/17")) {
            byte[] good = Files.readAllBytes(mirror.resolve(path));
            Files.write(mirror.resolve(path), flipped(good.clone()));
            assertRefused(node.audit(mirror.toString(), folder), path);

            Terminal.Result healed = node.audit(node.url(), mirror);
            assertConsistent(healed);
            assertThat(healed.out()).contains("in place of damaged ones");
            assertThat(mirror.resolve(path)).hasBinaryContent(good);
        }
    }

    @Test
    void anInterruptedAuditGoesOnWhereItWas() throws Exception {
        Path mirror = folder.resolve("mirror");
        AtomicInteger left = new AtomicInteger();
        Terminal.Result result;
        int runs = 0;
        do {
            left.set(3 + 2 * runs++);
            List<String> here = Files.exists(mirror) ? files(mirror) : List.of();
            try (LyingProxy proxy = new LyingProxy(
                    node.url(),
                    (path, body) ->
                            path.startsWith("/log/tile/") && left.decrementAndGet() < 0 ? LyingProxy.FAIL : body)) {
                result = node.audit(proxy.url(), mirror);
                assertThat(proxy.served())
                        .filteredOn(path -> path.matches("/log/tile/(entries|0)/[0-9]+"))
                        .noneMatch(path -> here.contains(path.substring("/log/".length())));
            }
        } while (result.status() == 3 && runs < 10);

        assertConsistent(result);
        assertThat(runs).isGreaterThan(2);
        assertThat(mirror.resolve("tile/entries/002")).exists();
        Terminal.Result again = node.audit(mirror.toString(), folder);
        assertConsistent(again);
    }

    private Terminal.Result auditThrough(Path mirror, LyingProxy.Lie lie) throws IOException {
        try (LyingProxy proxy = new LyingProxy(node.url(), lie)) {
            return node.audit(proxy.url(), mirror);
        }
    }

    private interface Edit {
        void apply(ArrayNode list);
    }

    /** The first page of what is active is edited. */
    private Terminal.Result auditList(Edit edit) throws IOException {
        Path mirror = Files.createTempDirectory(folder, "mirror");
        return auditThrough(mirror, (path, body) -> {
            if (!path.startsWith("/api/v1/threats?")
                    || path.contains("before=")
                    || path.contains("active_only=false")) {
                return body;
            }
            ArrayNode list = (ArrayNode) Json.MAPPER.readTree(body);
            edit.apply(list);
            return Json.MAPPER.writeValueAsBytes(list);
        });
    }

    private Terminal.Result auditServed(String forged) throws IOException {
        HttpServer server = ForgedLog.serve(folder.resolve(forged));
        try {
            return node.audit("http://127.0.0.1:" + server.getAddress().getPort(), folder.resolve("mirror of it"));
        } finally {
            server.stop(0);
        }
    }

    /** With the node's real keys, and no chain. */
    private Terminal.Result auditOffline(String log) throws IOException {
        Path jwks = folder.resolve("jwks.json");
        String key = EntryVerifier.of(node.identity().keys().entrySigner().publicKey())
                .jwk();
        Files.writeString(jwks, "{\"keys\":[" + key + "]}");
        String vkey = node.identity().checkpointKey().vkey();
        return Terminal.in(folder)
                .run("audit", folder.resolve(log).toString(), "--vkey", vkey, "--jwks", jwks.toString());
    }

    private static byte[] resigned(byte[] leaf, NodeKeys keys) {
        return EntryCodec.sign(
                        fresh(EntryCodec.decode(leaf).entry()),
                        keys.entrySigner(),
                        RandomGenerator.getDefault()::nextBytes)
                .leaf();
    }

    private static Entry fresh(Entry entry) {
        return new Entry(
                entry.issuer(),
                entry.issuedAtSeconds(),
                Entry.newJti(RandomGenerator.getDefault()::nextBytes),
                entry.owner(),
                entry.body());
    }

    private static byte[] flipped(byte[] body) {
        byte[] changed = body.clone();
        changed[body.length / 2] ^= 0x10;
        return changed;
    }

    private static void assertRefused(Terminal.Result result, String... words) {
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(1);
        assertThat(result.out()).contains("FAIL ").contains("NOT consistent: ").contains(words);
    }

    private static void assertConsistent(Terminal.Result result) {
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("consistent: " + ENTRIES + " entries").doesNotContain("FAIL");
    }

    private static List<String> files(Path mirror) throws IOException {
        try (Stream<Path> all = Files.walk(mirror)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> mirror.relativize(file).toString())
                    .filter(file -> !file.startsWith(".audit"))
                    .sorted()
                    .toList();
        }
    }
}
