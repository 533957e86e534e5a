package io.threatledger.intel;

import static io.threatledger.intel.IntelNode.ANONYMOUS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Who is taken for whom, what is left, and that every answer says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessAndQuotasTest {
    private static final String THREAT = "/api/threat/203.0.113.1";
    private static final List<String> TIER_HEADERS =
            List.of("X-Tier", "X-Tier-Label", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");

    private IntelNode node;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        node = new IntelNode(folder, true);
        node.publish("{\"target\":\"203.0.113.1\"}");
    }

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    /** A day later nobody has asked for anything. */
    private void nextDay() {
        node.advance(Duration.ofDays(1));
    }

    private static long remaining(IntelNode.Answer answer) {
        return Long.parseLong(answer.header("X-RateLimit-Remaining").orElseThrow());
    }

    private static void assertTier(IntelNode.Answer answer, String tier) {
        assertThat(answer.header("X-Tier")).as(answer.text()).contains(tier);
        assertThat(TIER_HEADERS)
                .allSatisfy(name -> assertThat(answer.response().headers().allValues(name))
                        .as(name)
                        .hasSize(1));
    }

    private static void assertError(IntelNode.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.json().get("error").stringValue()).isEqualTo(code);
        assertThat(answer.json().get("message").stringValue()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "anonymous, Anonymous, 100, 86400",
        "community, Community, 100, 86400",
        "participant, Participant, 1000, 3600",
        "professional, Professional, 10000, 86400",
        "enterprise, Enterprise, 1000000, 86400"
    })
    void everyPlanIsTheTierOfItsAnswers(String plan, String label, String quota, long windowSeconds)
            throws IOException {
        nextDay();
        IntelNode.Answer answer = node.get(plan, THREAT);
        assertTier(answer, plan);
        assertThat(answer.header("X-Tier-Label")).contains(label);
        assertThat(answer.header("X-RateLimit-Limit")).contains(quota);
        assertThat(remaining(answer)).isEqualTo(Long.parseLong(quota) - 1);
        long reset = Long.parseLong(answer.header("X-RateLimit-Reset").orElseThrow());
        assertThat(reset % windowSeconds).isZero();
        assertThat(reset - node.now().getEpochSecond()).isBetween(0L, windowSeconds);
        assertThat(remaining(node.get(plan, THREAT))).isEqualTo(Long.parseLong(quota) - 2);
    }

    @Test
    void aRevokedKeyIs401AndOneThatIsUnknownOrHasExpiredIsNone() throws IOException {
        JsonNode revoked = node.newKey("enterprise", null);
        JsonNode expired = node.newKey("enterprise", node.now().plusSeconds(3_600));
        String revokedKey = revoked.get("key").stringValue();
        assertTier(node.sendAs(revokedKey, "GET", THREAT, null), "enterprise");
        assertTier(node.sendAs(expired.get("key").stringValue(), "GET", THREAT, null), "enterprise");
        node.revokeKey(revoked);
        nextDay();
        for (IntelNode.Answer answer : List.of(
                node.sendAs(revokedKey, "GET", THREAT, null), node.get(ANONYMOUS, THREAT + "?api_key=" + revokedKey))) {
            assertError(answer, 401, "unauthorized");
            assertTier(answer, ANONYMOUS);
            assertThat(remaining(answer)).isEqualTo(100);
        }
        long left = 100;
        for (IntelNode.Answer answer : List.of(
                node.sendAs("snt_nobody", "GET", THREAT, null),
                node.sendAs(expired.get("key").stringValue(), "GET", THREAT, null),
                node.get(ANONYMOUS, THREAT, "Authorization", "Basic YTpi"),
                node.get(ANONYMOUS, THREAT + "?api_key=snt_nobody"))) {
            assertThat(answer.status()).isIn(200, 404);
            assertTier(answer, ANONYMOUS);
            assertThat(remaining(answer)).isEqualTo(--left);
        }
    }

    @Test
    void theKeyMayBeAParameterAndTheHeaderCountsMore() throws IOException {
        String parameter = "?api_key=" + node.keyOf("participant");
        assertTier(node.get(ANONYMOUS, THREAT + parameter), "participant");
        assertTier(node.get("enterprise", THREAT + parameter), "enterprise");
        assertTier(node.sendAs("snt_nobody", "GET", THREAT + parameter, null), ANONYMOUS);
    }

    /** 403 for a field and 404 count, 401 and paths that there are not do not. */
    @Test
    void everyAnswerHasTheHeadersAndTheFamilysWords() throws IOException {
        nextDay();
        record Case(String method, String path, @Nullable String body, int status, String code) {}
        List<Case> cases = List.of(
                new Case("GET", "/api/threat/nonsense", null, 400, "bad_request"),
                new Case("GET", "/api/query", null, 400, "bad_request"),
                new Case("GET", "/api/query?dsl=nonsense", null, 400, "invalid_query"),
                new Case("GET", "/api/query?dsl=ja3:x", null, 403, "upgrade_required"),
                new Case("GET", "/api/nowhere", null, 404, "not_found"),
                new Case("GET", "/api", null, 404, "not_found"),
                new Case("GET", "/api/v10", null, 404, "not_found"),
                new Case("DELETE", THREAT, null, 405, "method_not_allowed"),
                new Case("GET", "/api/alerts/check", null, 405, "method_not_allowed"),
                new Case("POST", "/api/alerts/check", "{", 422, "invalid"),
                new Case("POST", "/api/alerts/check", "x".repeat((1 << 20) + 1), 413, "payload_too_large"));
        for (Case each : cases) {
            IntelNode.Answer answer = node.sendAs(null, each.method(), each.path(), each.body());
            assertError(answer, each.status(), each.code());
            assertTier(answer, ANONYMOUS);
        }
        IntelNode.Answer unseen = node.get(ANONYMOUS, "/api/threat/198.51.100.200");
        assertThat(unseen.status()).isEqualTo(404);
        assertTier(unseen, ANONYMOUS);
    }

    /** A target that cannot be read at all ({@code %zz}) is of no family: the server does not keep it. */
    @Test
    void whatTheServerRefusesBeforeARouteHasTheHeadersToo() throws IOException {
        nextDay();
        node.get(ANONYMOUS, THREAT);
        String tooLong = " HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(17_000) + "\r\nConnection: close\r\n\r\n";
        assertThat(raw("GET /api/threat/1" + tooLong))
                .startsWith("HTTP/1.1 431 ")
                .contains("{\"error\":\"request_header_fields_too_large\",\"message\":\"")
                .containsIgnoringCase("x-tier: anonymous")
                .containsIgnoringCase("x-ratelimit-limit: 100")
                .containsIgnoringCase("x-ratelimit-remaining: 99");
        assertThat(raw("GET /api/v1/threats" + tooLong))
                .contains("{\"detail\":\"")
                .doesNotContainIgnoringCase("x-tier");
    }

    private String raw(String request) throws IOException {
        URI uri = URI.create(node.url());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theOtherFamiliesKeepTheirWaysOfSayingIt() throws IOException {
        IntelNode.Answer v1 = node.get(ANONYMOUS, "/api/v1/threats");
        assertThat(v1.text()).isEqualTo("{\"detail\":\"Invalid API key\"}");
        assertThat(v1.header("X-Tier")).isEmpty();
        IntelNode.Answer nowhere = node.get(ANONYMOUS, "/api/v1/nowhere");
        assertThat(nowhere.text()).isEqualTo("{\"detail\":\"Not Found\"}");
        assertThat(nowhere.header("X-Tier")).isEmpty();
        assertThat(node.get(ANONYMOUS, "/apiary").text()).isEqualTo("{\"detail\":\"Not Found\"}");
    }

    @Test
    void headIsAnsweredAsGetWithoutABody() throws IOException {
        nextDay();
        for (String path : List.of(THREAT, "/api/search", "/api/query?dsl=tag:x", "/api/export.csv")) {
            IntelNode.Answer get = node.get("participant", path);
            IntelNode.Answer head = node.sendAs(node.keyOf("participant"), "HEAD", path, null);
            assertThat(head.status()).isEqualTo(get.status()).isEqualTo(200);
            assertThat(head.response().body()).isEmpty();
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
            assertThat(head.header("Content-Length")).isNotEqualTo(Optional.of("0"));
            assertThat(remaining(head)).isEqualTo(remaining(get) - 1);
        }
    }

    @Test
    void aQuotaThatIsUsedUpIs429AndSurvivesARestart() throws IOException {
        nextDay();
        for (int i = 99; i >= 0; i--) {
            assertThat(remaining(node.get(ANONYMOUS, THREAT))).isEqualTo(i);
        }
        assertExhausted(node.get(ANONYMOUS, THREAT), "Anonymous");
        assertExhausted(node.sendAs("snt_nobody", "GET", THREAT, null), "Anonymous");
        assertThat(node.get("community", THREAT).status()).isEqualTo(200);
        node.restart();
        assertExhausted(node.get(ANONYMOUS, THREAT), "Anonymous");
        IntelNode.Answer community = node.get("community", THREAT);
        assertThat(community.status()).isEqualTo(200);
        assertThat(remaining(community)).isEqualTo(98);
        nextDay();
        assertThat(remaining(node.get(ANONYMOUS, THREAT))).isEqualTo(99);
    }

    private void assertExhausted(IntelNode.Answer answer, String label) {
        assertError(answer, 429, "rate_limited");
        assertTier(answer, ANONYMOUS);
        assertThat(answer.json().get("message").stringValue())
                .isEqualTo("The quota of the plan " + label + " is used up: 100 requests per day");
        assertThat(answer.json().get("_upgrade_url").stringValue()).isEqualTo("/pricing");
        assertThat(remaining(answer)).isZero();
        long wait = Long.parseLong(answer.header("Retry-After").orElseThrow());
        long reset = Long.parseLong(answer.header("X-RateLimit-Reset").orElseThrow());
        assertThat(node.now().getEpochSecond() + wait).isBetween(reset, reset + 2);
    }

    @Test
    void answersAreKeptByNobodyElse() throws IOException {
        nextDay();
        Map<String, IntelNode.Answer> answers =
                Map.of("ok", node.get("participant", THREAT), "bad", node.get("participant", "/api/threat/nonsense"));
        assertThat(answers.values()).allSatisfy(answer -> {
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(Stream.of(answer.response().headers().allValues("Vary").toString()))
                    .anyMatch(vary -> vary.contains("Authorization"));
        });
    }
}
