package io.threatledger.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.auth.Role;
import io.threatledger.entry.EntryId;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.proof.ProofBundle;
import io.threatledger.proof.TlogProof;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Lists, proofs, counters and the log itself. */
class ReadingTest {
    /** After which everyone sees what was published. */
    private static final long VIEW_SECONDS = 3_601;

    private TestNode node;
    private TestClient acme;
    private TestClient nobody;

    @BeforeEach
    void start(@TempDir Path folder) {
        node = new TestNode(folder);
        acme = new TestClient(node, node.key("acme", Role.PUBLISHER, "professional"));
        nobody = new TestClient(node, "");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void readingNeedsAKeyExceptHealthProofsAndTheLog() {
        for (String path : List.of("threats", "threats.txt", "threats/TC-1", "stats", "chain/status", "events")) {
            assertThat(nobody.get("/api/v1/" + path).status()).as(path).isEqualTo(401);
        }
        assertThat(nobody.get("/health").status()).isEqualTo(200);
        assertThat(nobody.get("/log/vkey").status()).isEqualTo(200);
    }

    @Test
    void pagesFollowTheirLinksToTheEnd() {
        for (int i = 0; i < 7; i++) {
            acme.post("{\"target\":\"203.0.113." + i + "\",\"category\":\"a b\"}", "Prefer", "wait=0");
        }
        List<String> targets = new ArrayList<>();
        String path = "/api/v1/threats?category=a+b&count=3";
        while (path != null) {
            TestClient.Answer page = acme.get(path);
            page.json().forEach(threat -> targets.add(threat.at("/data/target").asString()));
            String link = page.header("Link").orElse(null);
            path = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertThat(targets)
                .containsExactly(
                        "203.0.113.6",
                        "203.0.113.5",
                        "203.0.113.4",
                        "203.0.113.3",
                        "203.0.113.2",
                        "203.0.113.1",
                        "203.0.113.0");
    }

    @Test
    void aLookUpFindsWhatCoversTheAddress() {
        for (String target : List.of("203.0.113.0/24", "203.0.113.45", "2001:db8::/32")) {
            acme.post("{\"target\":\"" + target + "\"}", "Prefer", "wait=0");
        }
        assertThat(targets("203.0.113.45")).containsExactly("203.0.113.45", "203.0.113.0/24");
        assertThat(targets("::ffff:203.0.113.9")).containsExactly("203.0.113.0/24");
        assertThat(targets("2001:db8::5")).containsExactly("2001:db8::/32");
        assertThat(targets("203.0.0.0%2F16")).containsExactly("203.0.113.45", "203.0.113.0/24");
    }

    @Test
    void theBlockListAnswersConditionally() {
        acme.post("{\"target\":\"203.0.113.45\"}", "Prefer", "wait=0");
        acme.post("{\"target\":\"2001:db8::1\",\"severity\":\"high\"}", "Prefer", "wait=0");
        TestClient.Answer list = acme.get("/api/v1/threats.txt");
        assertThat(list.text()).isEqualTo("# log.example/v1: 2 targets to block\n203.0.113.45\n2001:db8::1\n");
        assertThat(list.header("Content-Type").orElse("")).startsWith("text/plain");
        String tag = list.header("ETag").orElseThrow();
        String modified = list.header("Last-Modified").orElseThrow();
        assertThat(acme.get("/api/v1/threats.txt", "If-None-Match", "\"x\", W/" + tag)
                        .status())
                .isEqualTo(304);
        assertThat(acme.get("/api/v1/threats.txt", "If-None-Match", "\"x\"", "If-Modified-Since", modified)
                        .status())
                .isEqualTo(200);
        assertThat(acme.get("/api/v1/threats.txt", "If-Modified-Since", modified)
                        .status())
                .isEqualTo(304);
        assertThat(acme.get("/api/v1/threats.txt?severity=high&ipv6only=true").text())
                .endsWith("block\n2001:db8::1\n");
        node.advance(86_400);
        TestClient.Answer expired = acme.get("/api/v1/threats.txt", "If-None-Match", tag);
        assertThat(expired.status()).isEqualTo(200);
        assertThat(expired.text()).isEqualTo("# log.example/v1: 0 targets to block\n");
        assertThat(acme.get("/api/v1/threats.txt", "If-Modified-Since", modified)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aProofComesWithItsAnchorAndNotBefore() {
        String id = acme.post("{\"target\":\"203.0.113.45\",\"sensor\":\"s\"}", "Prefer", "wait=0")
                .json()
                .get("id")
                .asString();
        TestClient.Answer early = nobody.get("/api/v1/threats/" + id + "/proof");
        assertThat(early.status()).isEqualTo(404);
        assertThat(early.header("Retry-After")).isPresent();
        node.publish();
        node.advance(VIEW_SECONDS);
        ProofBundle open =
                ProofBundle.parse(nobody.get("/api/v1/threats/" + id + "/proof").text());
        ProofBundle shown =
                ProofBundle.parse(acme.get("/api/v1/threats/" + id + "/proof").text());
        assertThat(open.id()).isEqualTo(new EntryId(id));
        assertThat(open.anchor()).isNotNull();
        assertThat(open.presentation().split("~")).hasSize(1);
        assertThat(shown.presentation().split("~")).hasSize(2);
        TestClient.Answer tlog =
                nobody.get("/api/v1/threats/" + id + "/proof", "Accept", "application/vnd.c2sp.tlog-proof");
        assertThat(tlog.header("Content-Type").orElse("")).startsWith("application/vnd.c2sp.tlog-proof");
        assertThat(TlogProof.parse(tlog.text()).extra()).isEqualTo(open.presentation());
    }

    @Test
    void countersAndHealthSayWhatTheLedgerHolds() {
        acme.post("{\"target\":\"203.0.113.1\",\"category\":\"scan\"}", "Prefer", "wait=0");
        String id = acme.post("{\"target\":\"203.0.113.2\"}", "Prefer", "wait=0")
                .json()
                .get("id")
                .asString();
        acme.delete("/api/v1/threats/" + id, "Prefer", "wait=0");
        node.publish();
        JsonNode stats = acme.get("/api/v1/stats").json();
        assertThat(stats.get("total_threats").asInt()).isEqualTo(2);
        assertThat(stats.get("active_threats").asInt()).isEqualTo(1);
        assertThat(stats.get("by_category").toString())
                .isEqualTo("{\"scan\":{\"total\":1,\"active\":1},\"unknown\":{\"total\":1,\"active\":0}}");
        assertThat(stats.at("/by_action/block/total").asInt()).isEqualTo(2);
        assertThat(stats.get("entries_per_hour")).hasSize(24);
        assertThat(stats.at("/entries_per_hour/23").toString())
                .isEqualTo("{\"hour\":\"2026-11-22T03:00:00Z\",\"entries\":3}");
        assertThat(nobody.get("/health").text())
                .isEqualTo("{\"status\":\"ok\",\"chain\":{\"status\":\"ok\",\"id\":31337,\"block\":null,"
                        + "\"head_age_seconds\":null},\"ledger\":{\"size\":3,\"anchored_size\":3,\"final_size\":0},"
                        + "\"active_threats\":1,\"nodes\":1,\"version\":\"0.1.0\"}");
        assertThat(acme.get("/api/v1/chain/status")
                        .json()
                        .at("/anchors/anchored")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theLogServesPublishedTilesOnly() throws Exception {
        assertThat(nobody.get("/log/checkpoint").status()).isEqualTo(404);
        for (int batch = 0; batch < 3; batch++) {
            StringBuilder body = new StringBuilder("[");
            for (int i = 0; i < 100; i++) {
                body.append(i == 0 ? "" : ",")
                        .append("{\"target\":\"198.51.")
                        .append(batch)
                        .append('.')
                        .append(i)
                        .append("\"}");
            }
            acme.post(body.append(']').toString(), "Prefer", "wait=0");
        }
        node.publish();
        node.advance(VIEW_SECONDS);
        acme.post("{\"target\":\"203.0.113.1\"}", "Prefer", "wait=0");
        TestClient.Answer checkpoint = nobody.get("/log/checkpoint");
        assertThat(checkpoint.text()).startsWith("log.example/v1\n300\n");
        byte[] full = bytes("/log/tile/0/000", 200);
        byte[] partial = bytes("/log/tile/0/000.p/7", 200);
        byte[] bundle = bytes("/log/tile/entries/000.p/7", 200);
        assertThat(full).hasSize(256 * 32);
        assertThat(partial).isEqualTo(Arrays.copyOf(full, 7 * 32));
        int length = ((bundle[0] & 0xff) << 8) | (bundle[1] & 0xff);
        byte[] leaf = Arrays.copyOfRange(bundle, 2, 2 + length);
        assertThat(Rfc6962.leafHash(leaf).bytes()).isEqualTo(Arrays.copyOf(full, 32));
        assertThat(bytes("/log/tile/0/001.p/44", 200)).hasSize(44 * 32);
        assertThat(bytes("/log/tile/1/000.p/1", 200)).hasSize(32);
        assertThat(nobody.get("/log/tile/0/000").header("Cache-Control"))
                .contains("public, max-age=31536000, immutable");
        for (String path : List.of(
                "0/001.p/45", "0/001", "1/000", "entries/001.p/45", "0/0", "0/000.p/0", "64/000", "x", "entries/x")) {
            TestClient.Answer missing = nobody.get("/log/tile/" + path);
            assertThat(missing.status()).as(path).isEqualTo(404);
            assertThat(missing.header("Cache-Control")).as(path).contains("no-store");
        }
        assertThat(nobody.get("/.well-known/jwks.json").json().at("/keys/0/kty").asString())
                .isEqualTo("OKP");
    }

    private List<String> targets(String target) {
        List<String> targets = new ArrayList<>();
        acme.get("/api/v1/threats?target=" + target)
                .json()
                .forEach(threat -> targets.add(threat.at("/data/target").asString()));
        return targets;
    }

    private byte[] bytes(String path, int status) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response =
                    http.send(HttpRequest.newBuilder(node.uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).as(path).isEqualTo(status);
            return response.body();
        }
    }
}
