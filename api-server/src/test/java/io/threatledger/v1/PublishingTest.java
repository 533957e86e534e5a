package io.threatledger.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.auth.Role;
import io.threatledger.gate.GateWord;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Publishing and revoking: what is promised, when, and to whom. */
class PublishingTest {
    private static final String BODY = "{\"target\":\"203.0.113.45\"}";

    private TestNode node;
    private TestClient admin;
    private TestClient acme;
    private TestClient other;

    @BeforeEach
    void start(@TempDir Path folder) {
        node = new TestNode(folder);
        admin = new TestClient(node, node.key("operator", Role.ADMIN, "enterprise"));
        acme = new TestClient(node, node.key("acme", Role.PUBLISHER, "professional"));
        other = new TestClient(node, node.key("other", Role.PUBLISHER, "community"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void withoutAnAnchorTheAnswerIs202AndPending() {
        for (String preference : List.of("wait=0", "respond-async", "respond-async, wait=0", "Wait=0; x=y")) {
            TestClient.Answer answer = acme.post(BODY, "Prefer", preference);
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.json().at("/anchor/status").asString()).isEqualTo("pending");
            assertThat(answer.json().at("/data/txid").isNull()).isTrue();
            assertThat(answer.header("Location"))
                    .contains("/api/v1/threats/" + answer.json().get("id").asString());
        }
    }

    @Test
    void anAnchorWithinTheWaitMakesIt201WithTheWholeEnvelope() {
        node.publishing();
        TestClient.Answer answer =
                acme.post("{\"target\":\"203.0.113.45\",\"category\":\"ssh-brute-force\",\"severity\":"
                        + "\"high\",\"asn\":64500,\"tags\":[\"a\"],\"comment\":\"c\",\"port\":22}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Content-Type")).contains("application/json");
        String id = answer.json().get("id").asString();
        assertThat(answer.header("Location")).contains("/api/v1/threats/" + id);
        assertThat(answer.text())
                .startsWith("{\"id\":\"" + id + "\",\"type\":\"threat_added\",\"status\":\"active\",\"index\":0,"
                        + "\"data\":{\"threat_id\":\"" + id + "\",\"target\":\"203.0.113.45\",\"source\":\"manual\","
                        + "\"category\":\"ssh-brute-force\",\"severity\":\"high\",\"action\":\"block\","
                        + "\"ttl_seconds\":86400,\"confidence\":null,\"rating\":null,\"tags\":[\"a\"],"
                        + "\"asn\":\"AS64500\",\"asn_name\":null,\"country\":null,\"fleet\":null,\"sensor\":null,"
                        + "\"port\":22,\"ja3\":null,\"ja4\":null,\"comment\":\"c\",\"restricted\":[],"
                        + "\"owner\":\"acme\",\"supersedes\":null,\"created_at\":\"2026-11-22T03:00:00Z\","
                        + "\"expires_at\":\"2026-11-23T03:00:00Z\",\"txid\":\"0xabab")
                .contains("\"anchor\":{\"status\":\"anchored\",\"size\":1,\"root\":\"0x")
                .endsWith("\"block\":101,\"block_time\":\"2026-11-22T03:00:00Z\",\"confirmations\":2},"
                        + "\"revocation\":null}");
        assertThat(acme.get("/api/v1/threats/" + id).text()).isEqualTo(answer.text());
    }

    @Test
    void restrictedClaimsAreForEntitledPlansAndTheOwner() {
        node.publishing();
        String id = other.post("{\"target\":\"203.0.113.45\",\"sensor\":\"s-1\"}")
                .json()
                .get("id")
                .asString();
        TestClient community = new TestClient(node, node.key("third", Role.READER, "community"));
        JsonNode hidden = community.get("/api/v1/threats/" + id).json().get("data");
        assertThat(hidden.get("sensor").isNull()).isTrue();
        assertThat(hidden.get("restricted").toString()).isEqualTo("[\"sensor\",\"port\",\"ja3\",\"ja4\",\"comment\"]");
        for (TestClient entitled : List.of(acme, other)) {
            JsonNode shown = entitled.get("/api/v1/threats/" + id).json().get("data");
            assertThat(shown.get("sensor").asString()).isEqualTo("s-1");
            assertThat(shown.get("restricted").isEmpty()).isTrue();
        }
    }

    @Test
    void aBatchIsOneAnswerInOrder() {
        node.publishing();
        String body = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"target\":\"198.51." + i / 250 + "." + i % 250 + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        TestClient.Answer answer = acme.post(body);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json()).hasSize(1_000);
        assertThat(answer.json().at("/999/data/target").asString()).isEqualTo("198.51.3.249");
        assertThat(answer.json().at("/999/index").asInt()).isEqualTo(999);
        assertThat(acme.get("/api/v1/threats?count=1000").json()).hasSize(1_000);
    }

    @Test
    void aRepeatGetsTheSameIdAndAnotherBodyIsRefused() {
        TestClient.Answer first = acme.post(BODY, "Idempotency-Key", "k-1", "Prefer", "wait=0");
        node.publishing();
        TestClient.Answer again = acme.post(BODY, "Idempotency-Key", "k-1");
        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
        TestClient.Answer reused = acme.post("{\"target\":\"203.0.113.46\"}", "Idempotency-Key", "k-1");
        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.detail()).startsWith("Idempotency-Key: used with another body");
        assertThat(other.post(BODY, "Idempotency-Key", "k-1").json().get("id"))
                .isNotEqualTo(first.json().get("id"));
        assertThat(node.appended().value()).isEqualTo(2);
    }

    @Test
    void repeatsInFlightBecomeOneEntry() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        node.beforeCommit(() -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        List<CompletableFuture<TestClient.Answer>> answers = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> acme.post(BODY, "Idempotency-Key", "k-2", "Prefer", "wait=0"),
                        Thread::startVirtualThread))
                .limit(5)
                .toList();
        held.countDown();
        List<String> ids = answers.stream()
                .map(CompletableFuture::join)
                .map(answer -> answer.json().get("id").asString())
                .distinct()
                .toList();
        assertThat(ids).hasSize(1);
        assertThat(node.appended().value()).isEqualTo(1);
    }

    @Test
    void refusalsAreNotRememberedUnderTheKey() {
        node.close(GateWord.STALLED);
        assertThat(acme.post(BODY, "Idempotency-Key", "k-3").status()).isEqualTo(503);
        node.gate().unlatch(GateWord.STALLED);
        assertThat(acme.post("{\"target\":\"203.0.113.46\"}", "Idempotency-Key", "k-3", "Prefer", "wait=0")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void anEqualActiveEntryIsReturnedInsteadOfWritten() {
        node.publishing();
        String id = acme.add("203.0.113.45").get("id").asString();
        TestClient.Answer same = acme.send("POST", "/api/v1/threats?if_active=skip", BODY);
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.json().get("id").asString()).isEqualTo(id);
        assertThat(same.json().get("existing").asBoolean()).isTrue();
        TestClient.Answer differs = acme.send(
                "POST", "/api/v1/threats?if_active=skip", "{\"target\":\"203.0.113.45\",\"severity\":\"low\"}");
        assertThat(differs.status()).isEqualTo(201);
        assertThat(differs.json().at("/data/supersedes").asString()).isEqualTo(id);
        assertThat(differs.json().has("existing")).isFalse();
    }

    @Test
    void onlyTheOwnerOrAnAdministratorRevokes() {
        node.publishing();
        String id = acme.add("203.0.113.45").get("id").asString();
        TestClient.Answer refused = other.delete("/api/v1/threats/" + id);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.detail()).isEqualTo("Insufficient privileges (admin required)");
        TestClient.Answer revoked = acme.delete("/api/v1/threats/" + id + "?reason=false+positive");
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.json().get("status").asString()).isEqualTo("revoked");
        assertThat(revoked.json().at("/revocation/reason").asString()).isEqualTo("false positive");
        assertThat(revoked.json().at("/revocation/owner").asString()).isEqualTo("acme");
        assertThat(revoked.json().at("/revocation/index").asInt()).isEqualTo(1);
        assertThat(revoked.json().at("/revocation/anchor/status").asString()).isEqualTo("anchored");
        TestClient.Answer again = admin.delete("/api/v1/threats/" + id + "?reason=other");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(revoked.text());
        assertThat(node.appended().value()).isEqualTo(2);
        assertThat(acme.get("/api/v1/threats").json()).isEmpty();
    }

    @Test
    void aRevocationThatIsNotAnchoredInTimeIs202AndTooLongAReason422() {
        String id = acme.post(BODY, "Prefer", "wait=0").json().get("id").asString();
        TestClient.Answer tooLong = acme.delete("/api/v1/threats/" + id + "?reason=" + "x".repeat(257));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.detail()).startsWith("reason: 257 characters");
        TestClient.Answer answer = acme.delete("/api/v1/threats/" + id, "Prefer", "wait=0");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/revocation/reason").asString()).isEqualTo("not given");
        assertThat(answer.json().at("/revocation/anchor/status").asString()).isEqualTo("pending");
    }

    @Test
    void anAdministratorMayListWithoutExpiry() {
        JsonNode data = admin.post("{\"target\":\"203.0.113.45\",\"ttl_seconds\":0}", "Prefer", "wait=0")
                .json()
                .get("data");
        assertThat(data.get("ttl_seconds").isNull()).isTrue();
        assertThat(data.get("expires_at").isNull()).isTrue();
    }

    @Test
    void whoWaitsWhenTheNodeStopsGets202() throws Exception {
        CompletableFuture<TestClient.Answer> waiting =
                CompletableFuture.supplyAsync(() -> acme.post(BODY, "Prefer", "wait=60"), Thread::startVirtualThread);
        node.appended().await(1, java.time.Duration.ofSeconds(20));
        node.published().release();
        assertThat(waiting.get().status()).isEqualTo(202);
    }
}
