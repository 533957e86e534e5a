package io.threatledger.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.auth.Role;
import io.threatledger.gate.GateWord;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and in which words. Nothing that is refused is written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionTest {
    private TestNode node;
    private TestClient admin;
    private TestClient publisher;
    private TestClient reader;
    private TestClient nobody;

    @BeforeAll
    void start(@TempDir Path folder) {
        node = new TestNode(folder).publishing();
        admin = new TestClient(node, node.key("acme", Role.ADMIN, "enterprise"));
        publisher = new TestClient(node, node.key("acme", Role.PUBLISHER, "professional"));
        reader = new TestClient(node, node.key("acme", Role.READER, "participant"));
        nobody = new TestClient(node, "");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @AfterEach
    void nothingWasWritten() {
        assertThat(node.appended().value()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                         | body: empty (wanted: a JSON object, or an array of them)",
                "null                                       | body: null (wanted: a JSON object, or an array of them)",
                "'\"203.0.113.1\"'                          | body: \"203.0.113.1\" (wanted: a JSON object, or an array of them)",
                "'{\"target\":'                             | body: not JSON: Unexpected end-of-input",
                "'{\"target\":\"1.1.1.1\"} {}'              | body: not JSON: Trailing token",
                "'{\"target\":\"1.1.1.1\",\"target\":\"1.1.1.2\"}' | body: not JSON: Duplicate",
                "'{}'                                       | target: missing (wanted: an IP address or network)",
                "'{\"target\":null}'                        | target: missing (wanted: an IP address or network)",
                "'{\"target\":7}'                           | target: 7 (wanted: a string)",
                "'{\"target\":\"not-an-ip\"}'               | target: \"not-an-ip\" (wanted: ",
                "'{\"target\":\"010.1.2.3\"}'               | target: \"010.1.2.3\" (wanted: ",
                "'{\"target\":\"10.0.0.1\"}'                | target 10.0.0.1 is protected: 10.0.0.0/8 (private)",
                "'{\"target\":\"::ffff:127.0.0.1\"}'        | target 127.0.0.1 is protected: 127.0.0.0/8 (loopback)",
                "'{\"target\":\"32.0.0.0/7\"}'              | target 32.0.0.0/7 is too wide: /7 (wanted: /8 or longer for IPv4)",
                "'{\"target\":\"203.0.113.1\",\"sevrity\":\"low\"}' | sevrity: not a member of a threat (wanted: target, source,",
                "'{\"target\":\"203.0.113.1\",\"severity\":\"bad\"}' | severity: \"bad\" (wanted: one of low, medium, high, critical)",
                "'{\"target\":\"203.0.113.1\",\"severity\":1}' | severity: 1 (wanted: a string)",
                "'{\"target\":\"203.0.113.1\",\"action\":\"drop\"}' | action: \"drop\" (wanted: one of block, rate_limit, monitor, alert)",
                "'{\"target\":\"203.0.113.1\",\"source\":\"\"}' | source: empty (wanted: 1 to 64 characters",
                "'{\"target\":\"203.0.113.1\",\"category\":\"a\\u0000b\"}' | category: a control character",
                "'{\"target\":\"203.0.113.1\",\"ttl_seconds\":-1}' | ttl_seconds: -1 (wanted: an integer from 0 to 31536000)",
                "'{\"target\":\"203.0.113.1\",\"ttl_seconds\":31536001}' | ttl_seconds: 31536001 (wanted: an integer from 0 to 31536000)",
                "'{\"target\":\"203.0.113.1\",\"ttl_seconds\":1.5}' | ttl_seconds: 1.5 (wanted: an integer",
                "'{\"target\":\"203.0.113.1\",\"ttl_seconds\":\"60\"}' | ttl_seconds: \"60\" (wanted: an integer",
                "'{\"target\":\"203.0.113.1\",\"confidence\":101}' | confidence: 101 (wanted: an integer from 0 to 100)",
                "'{\"target\":\"203.0.113.1\",\"confidence\":true}' | confidence: true (wanted: an integer from 0 to 100)",
                "'{\"target\":\"203.0.113.1\",\"tags\":\"a\"}' | tags: \"a\" (wanted: an array of at most 32 strings)",
                "'{\"target\":\"203.0.113.1\",\"tags\":[1]}' | tags: 1 (wanted: an array of at most 32 strings)",
                "'{\"target\":\"203.0.113.1\",\"tags\":[\"\"]}' | tags: empty (wanted: 1 to 128 characters",
                "'{\"target\":\"203.0.113.1\",\"asn\":\"64500\"}' | asn: \"64500\" (wanted: a number from 0 to 4294967295, or \"AS64500\")",
                "'{\"target\":\"203.0.113.1\",\"asn\":4294967296}' | asn: 4294967296 (wanted: an integer from 0 to 4294967295)",
                "'{\"target\":\"203.0.113.1\",\"asn\":\"AS4294967296\"}' | asn: \"AS4294967296\" (wanted: a number",
                "'{\"target\":\"203.0.113.1\",\"country\":\"Germany\"}' | country: \"Germany\" (wanted: two capital letters",
                "'{\"target\":\"203.0.113.1\",\"fleet\":\"x\"}' | fleet: \"x\" (wanted: one of core, mesh)",
                "'{\"target\":\"203.0.113.1\",\"port\":65536}' | port: 65536 (wanted: an integer from 0 to 65535)",
                "'{\"target\":\"203.0.113.1\",\"comment\":{}}' | comment: an object (wanted: a string)",
                "'[]'                                       | body: an array of 0 (wanted: 1 to 1000 threats)",
                "'[7]'                                      | 1 of 1 threats are refused, none is published: [0] body: 7 (wanted: a JSON object)",
            })
    void whatCannotBeIsNamedWithWhatIsWanted(String body, String detail) {
        TestClient.Answer answer = publisher.post(body == null ? "" : body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.detail()).startsWith(detail);
    }

    @Test
    void tooManyTagsAndTooLongTextsAreRefused() {
        String tags = IntStream.range(0, 33).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));
        assertThat(publisher.post(with("\"tags\":[" + tags + "]")).detail())
                .isEqualTo("tags: 33 elements (wanted: an array of at most 32 strings)");
        assertThat(publisher.post(with("\"source\":\"" + "x".repeat(65) + "\"")).detail())
                .startsWith("source: 65 characters");
        assertThat(publisher
                        .post(with("\"comment\":\"" + "x".repeat(1_001) + "\""))
                        .detail())
                .startsWith("comment: 1001 characters");
    }

    @Test
    void anArrayIsRefusedAsAWholeAndListsTheBadOnes() {
        String detail = publisher
                .post("[{\"target\":\"203.0.113.1\"},{\"target\":\"10.0.0.1\"},{},{\"target\":\"203.0.113.2\"}]")
                .detail();
        assertThat(detail)
                .isEqualTo("2 of 4 threats are refused, none is published:"
                        + " [1] target 10.0.0.1 is protected: 10.0.0.0/8 (private);"
                        + " [2] target: missing (wanted: an IP address or network)");
        String many = IntStream.range(0, 30).mapToObj(i -> "{}").collect(Collectors.joining(",", "[", "]"));
        assertThat(publisher.post(many).detail())
                .contains("[19] ")
                .doesNotContain("[20] ")
                .endsWith("; and 10 more");
        String tooMany = IntStream.range(0, 1_001)
                .mapToObj(i -> "{\"target\":\"203.0.113.1\"}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(publisher.post(tooMany).detail()).isEqualTo("body: an array of 1001 (wanted: 1 to 1000 threats)");
    }

    @Test
    void whoMayNotPublishIsTold() {
        assertThat(nobody.post(with("")).status()).isEqualTo(401);
        assertThat(nobody.post(with("")).detail()).isEqualTo("Invalid API key");
        assertThat(new TestClient(node, "tck_unknown").post(with("")).status()).isEqualTo(401);
        TestClient.Answer refused = reader.post(with(""));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.detail()).isEqualTo("Insufficient privileges (publisher required)");
        assertThat(reader.delete("/api/v1/threats/TC-" + "A".repeat(26)).status())
                .isEqualTo(403);
    }

    @Test
    void aThreatWithoutExpiryIsTheAdministrators() {
        TestClient.Answer refused = publisher.post(with("\"ttl_seconds\":0"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.detail()).startsWith("Insufficient privileges (admin required");
    }

    @Test
    void headersAndParametersAreNamedToo() {
        String body = with("");
        assertThat(publisher.post(body, "Idempotency-Key", "two words").detail())
                .isEqualTo("Idempotency-Key: \"two words\" (wanted: 1 to 255 visible ASCII characters)");
        assertThat(publisher
                        .send("POST", "/api/v1/threats?if_active=replace", body)
                        .detail())
                .isEqualTo("if_active: \"replace\" (wanted: skip)");
        assertThat(reader.get("/api/v1/threats?count=0").detail())
                .isEqualTo("count: \"0\" (wanted: an integer from 1 to 1000)");
        assertThat(reader.get("/api/v1/threats?count=1001").status()).isEqualTo(422);
        assertThat(reader.get("/api/v1/threats?active_only=maybe").detail())
                .isEqualTo("active_only: \"maybe\" (wanted: true or false)");
        assertThat(reader.get("/api/v1/threats?severity=bad").detail()).startsWith("severity: \"bad\"");
        assertThat(reader.get("/api/v1/threats?target=nowhere").detail()).startsWith("target: \"nowhere\"");
        assertThat(reader.get("/api/v1/threats?before=-1").detail()).startsWith("before: \"-1\"");
        assertThat(reader.get("/api/v1/threats.txt?ipv4only&ipv6only").detail()).startsWith("ipv6only: ");
    }

    @Test
    void anIdThatNamesNothingIsNotFound() {
        for (String id : new String[] {"TC-" + "A".repeat(26), "TC-1", "nonsense"}) {
            TestClient.Answer answer = reader.get("/api/v1/threats/" + id);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.detail()).isEqualTo("Threat not found");
            assertThat(admin.delete("/api/v1/threats/" + id).status()).isEqualTo(404);
            assertThat(nobody.get("/api/v1/threats/" + id + "/proof").status()).isEqualTo(404);
        }
    }

    @Test
    void aClosedGateSaysItsWordAndWritesNothing() {
        node.close(GateWord.STALLED);
        try {
            TestClient.Answer answer = publisher.post(with(""));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.detail()).isEqualTo("Blockchain unavailable: stalled");
            assertThat(answer.header("Retry-After")).isPresent();
            TestClient.Answer health = nobody.get("/health");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().at("/chain/status").asString()).isEqualTo("stalled");
            assertThat(nobody.get("/health/live").status()).isEqualTo(200);
            assertThat(reader.get("/api/v1/threats").status()).isEqualTo(200);
        } finally {
            node.gate().unlatch(GateWord.STALLED);
        }
    }

    private static String with(String members) {
        return "{\"target\":\"203.0.113.1\"" + (members.isEmpty() ? "" : "," + members) + "}";
    }
}
