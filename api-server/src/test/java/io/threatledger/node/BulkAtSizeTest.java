package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** All indicators of an owner that has a hundred thousand, to several slow readers at once, by a node with a small heap. */
class BulkAtSizeTest {
    private static final int INDICATORS = 100_000;
    private static final int BATCH = 1_000;
    /** Less than the answers that are under way at once would take. */
    private static final int HEAP_MEGABYTES = 80;

    private static final int READ_BYTES = 1 << 15;

    @TempDir
    Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Anvil anvil;
    private NodeHome home;
    private NodeProcess process;
    private String url;

    @BeforeEach
    void start() throws Exception {
        anvil = Anvil.start(AnvilOptions.defaults());
        home = NodeHome.create(folder, anvil.rpcUrl());
        CompletableFuture<String> listening = new CompletableFuture<>();
        process = NodeProcess.launch(home, HEAP_MEGABYTES, listening::complete);
        process.awaitReady();
        url = listening.join();
    }

    @AfterEach
    void stop() throws Exception {
        process.kill();
        http.close();
        anvil.close();
    }

    @Test
    void nothingOfItIsHeldBack() throws Exception {
        List<String> targets = targets();
        importAll(targets);
        List<Reader> readers = new ArrayList<>();
        for (String account : List.of("one", "two")) {
            JsonNode access = accessId(account);
            readers.add(open(access, "/v2/indicators/bulk/json"));
            readers.add(open(access, "/v2/indicators/bulk/json?runNow=true"));
        }
        // Each is a little further than before and none is ever far ahead: all are under way until the end.
        while (readers.stream().anyMatch(reader -> !reader.isAtEnd)) {
            for (Reader reader : readers) {
                reader.readSome();
            }
        }
        assertThat(readers).allSatisfy(reader -> {
            assertThat(reader.found).isEqualTo(INDICATORS);
            assertThat(reader.tail).endsWith("]}");
        });
        assertThat(readers.stream().mapToLong(reader -> reader.bytes).sum())
                .as("that it would not have fitted")
                .isGreaterThan(HEAP_MEGABYTES * 1_048_576L);

        Reader csv = open(accessId("three"), "/v2/indicators/bulk/csv");
        StringBuilder all = new StringBuilder();
        while (!csv.isAtEnd) {
            all.append(csv.readSome());
        }
        assertThat(all.toString().lines().skip(1).map(line -> line.split(",", -1)[1]))
                .containsExactlyElementsOf(targets);
    }

    private static List<String> targets() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("../docs/data/ipsum.txt"))) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1)[0])
                    .distinct()
                    .limit(INDICATORS)
                    .toList();
        }
    }

    private void importAll(List<String> targets) throws Exception {
        assertThat(targets).hasSize(INDICATORS);
        for (int from = 0; from < INDICATORS; from += BATCH) {
            List<Map<String, String>> threats = targets.subList(from, from + BATCH).stream()
                    .map(target -> Map.of("target", target))
                    .toList();
            HttpResponse<InputStream> answer = send(v1("/api/v1/threats")
                    .header("Prefer", "respond-async")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(threats))));
            assertThat(answer.statusCode()).isIn(201, 202);
            answer.body().close();
        }
    }

    private JsonNode accessId(String account) throws Exception {
        String body = Json.MAPPER.writeValueAsString(Map.of(
                "owner",
                "acme",
                "account",
                account,
                "role",
                "reader",
                "plan",
                "enterprise",
                "name",
                "t",
                "kind",
                "hmac"));
        HttpResponse<InputStream> answer = send(v1("/api/v1/keys").POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(201);
        return Json.MAPPER.readTree(answer.body());
    }

    private HttpRequest.Builder v1(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + home.key());
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private Reader open(JsonNode access, String target) throws Exception {
        long now = Instant.now().getEpochSecond();
        String signature = sign(access.path("secret").asString(), target + ":GET:" + now);
        HttpResponse<InputStream> answer = send(HttpRequest.newBuilder(URI.create(url + target))
                .header("Timestamp", String.valueOf(now))
                .header("Authorization", "TC " + access.path("access_id").asString() + ":" + signature));
        assertThat(answer.statusCode()).isEqualTo(200);
        return new Reader(answer.body());
    }

    private static String sign(String secret, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads when it is told to, and counts indicators. */
    private static final class Reader {
        private static final String MARK = "\"summary\":\"";

        private final InputStream in;
        private long bytes;
        private int found;
        private String tail = "";
        private boolean isAtEnd;

        private Reader(InputStream in) {
            this.in = in;
        }

        private String readSome() throws IOException {
            byte[] some = in.readNBytes(isAtEnd ? 0 : READ_BYTES);
            isAtEnd = some.length == 0;
            bytes += some.length;
            String more = new String(some, StandardCharsets.US_ASCII);
            String text = tail + more;
            int at = text.indexOf(MARK);
            int end = 0;
            while (at >= 0) {
                found++;
                end = at + MARK.length();
                at = text.indexOf(MARK, end);
            }
            tail = text.substring(Math.max(end, text.length() - MARK.length() + 1));
            return more;
        }
    }
}
