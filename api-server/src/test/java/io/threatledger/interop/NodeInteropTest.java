package io.threatledger.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.NodeTools;
import io.threatledger.http.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The libraries {@code jose} and {@code @sd-jwt/core} verify what the node serves, by the keys it serves. */
class NodeInteropTest {
    private static final Path PROGRAM = Path.of("src/test/interop/node").toAbsolutePath();
    private static final Tool NODE = new Tool(PROGRAM, Map.of());
    private static final List<String> RESTRICTED = List.of("sensor", "port", "ja3", "ja4", "comment");

    private static PublishedLog log;

    @BeforeAll
    static void publish(@TempDir Path folder) throws Exception {
        NodeTools.ensureInstalled(PROGRAM, progress -> {});
        log = new PublishedLog(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        log.close();
    }

    @Test
    void aFlippedBitInAnEntryOrAKeyIsNoticed() throws Exception {
        refuses("/log/tile/entries/000", 200, "entry 0: ");
        refuses("/log/tile/entries/000", -1, "entry 255: ");
        refuses("/log/tile/entries/002.p/189", -40, "entry 700: ");
        refuses("/.well-known/jwks.json", 50, "entry 0: ");
    }

    private static void refuses(String path, int offset, String says) throws Exception {
        try (Forger forger = new Forger(log.url(), path, offset)) {
            Tool.Result result = verify("", "entries", forger.url());
            assertThat(forger.forged()).as(path).isPositive();
            assertThat(result.status()).as(path).isEqualTo(1);
            assertThat(result.err()).as(path).contains(says).hasLineCount(1);
        }
    }

    @Test
    void everyEntryIsASignedToken() throws Exception {
        Tool.Result result = verify("", "entries", log.url());
        assertThat(result.err()).isEmpty();
        List<JsonNode> entries = result.out().lines().map(Json.MAPPER::readTree).toList();
        assertThat(entries).hasSize(PublishedLog.SIZES.getLast());
        List<JsonNode> added = entries.subList(0, entries.size() - 1);
        assertThat(added.stream().map(entry -> entry.get("target").asString())).isEqualTo(log.targets());
        assertThat(added).allSatisfy(entry -> {
            assertThat(entry.get("type").asString()).isEqualTo("threat_added");
            assertThat(entry.get("iss").asString()).isEqualTo("node.example/threats");
            assertThat(entry.get("owner").asString()).isEqualTo("acme");
        });
        assertThat(entries.getLast().get("type").asString()).isEqualTo("threat_revoked");
        assertThat(entries.getLast().get("threat").asString()).isEqualTo(log.firstId());
    }

    @Test
    void whoMayReadThemGetsTheDisclosedClaims() throws Exception {
        JsonNode claims = claims(log.presentation(log.firstId(), true), RESTRICTED);
        assertThat(claims.get("target").asString()).isEqualTo(log.targets().getFirst());
        assertThat(claims.get("sensor").asString()).isEqualTo("Köln-7");
        assertThat(claims.get("port").isInt()).isTrue();
        assertThat(claims.get("port").asInt()).isEqualTo(2222);
        assertThat(claims.get("ja3").asString()).isEqualTo("e7d705a3286e19ea42f587b344ee6865");
        assertThat(claims.get("ja4").asString()).isEqualTo("t13d1516h2_8daaf6152771_b186095e22b6");
        assertThat(claims.get("comment").asString()).isEqualTo("brute force, \"root\" only");
        assertThat(claims.has("_sd")).isFalse();
    }

    @Test
    void whoMayNotGetsNoneAndTheEntryVerifiesAllTheSame() throws Exception {
        String redacted = log.presentation(log.firstId(), false);
        JsonNode claims = claims(redacted, List.of());
        assertThat(claims.get("target").asString()).isEqualTo(log.targets().getFirst());
        assertThat(RESTRICTED).noneMatch(claims::has);
        Tool.Result demanded = verify(redacted, "presentation", log.url(), "comment");
        assertThat(demanded.status()).isEqualTo(1);
        assertThat(demanded.err()).contains("Missing required claim keys: comment");
    }

    /** A subset is a presentation as well; a disclosure that was changed discloses nothing. */
    @Test
    void aDisclosureCountsAsItWasHashedOrNotAtAll() throws Exception {
        List<String> parts = new ArrayList<>(
                Arrays.asList(log.presentation(log.firstId(), true).split("~")));
        assertThat(parts).hasSize(1 + RESTRICTED.size());
        int port = IntStream.range(1, parts.size())
                .filter(i -> decoded(parts.get(i)).contains("\"port\""))
                .findFirst()
                .orElseThrow();
        assertThat(claims(parts.getFirst() + "~" + parts.get(port) + "~", List.of("port"))
                        .has("sensor"))
                .isFalse();
        String forged = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(decoded(parts.get(port)).replace("2222", "2223").getBytes(StandardCharsets.UTF_8));
        parts.set(port, forged);
        String presentation = String.join("~", parts) + "~";
        assertThat(verify(presentation, "presentation", log.url(), "port").status())
                .isEqualTo(1);
        Tool.Result undemanding = verify(presentation, "presentation", log.url());
        assertThat(undemanding.out()).doesNotContain("2223", "\"port\"");
    }

    @Test
    void aChangedEntryIsNoToken() throws Exception {
        String presentation = log.presentation(log.firstId(), true);
        int payload = presentation.indexOf('.') + 20;
        char other = presentation.charAt(payload) == 'A' ? 'B' : 'A';
        String changed = presentation.substring(0, payload) + other + presentation.substring(payload + 1);
        Tool.Result result = verify(changed, "presentation", log.url());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
    }

    private static JsonNode claims(String presentation, List<String> required) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("presentation", log.url()));
        arguments.addAll(required);
        Tool.Result result = verify(presentation, arguments.toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return Json.MAPPER.readTree(result.out());
    }

    private static String decoded(String disclosure) {
        return new String(Base64.getUrlDecoder().decode(disclosure), StandardCharsets.UTF_8);
    }

    private static Tool.Result verify(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("node", "verify.mjs"));
        command.addAll(List.of(arguments));
        return NODE.run(input, command);
    }
}
