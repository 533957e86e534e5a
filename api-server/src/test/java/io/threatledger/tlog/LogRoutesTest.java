package io.threatledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.auth.Role;
import io.threatledger.merkle.TileId;
import io.threatledger.merkle.TilePath;
import io.threatledger.merkle.TreeSize;
import io.threatledger.v1.TestClient;
import io.threatledger.v1.TestNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The paths of C2SP tlog-tiles, each in the view of who asks. */
class LogRoutesTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final long HOUR_SECONDS = 3_600;

    /** What an hour-old view has of the log that the tests make, and what there is of it by now. */
    private static final TreeSize OLD = new TreeSize(257);

    private static final TreeSize NEW = new TreeSize(515);

    private TestNode node;
    private String key;

    @BeforeEach
    void start(@TempDir Path folder) {
        node = new TestNode(folder);
        key = node.key("acme", Role.PUBLISHER, "professional");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aTileHasOneSpelling() throws Exception {
        publish(300);
        node.advance(2 * HOUR_SECONDS);
        assertThat(get("/log/tile/0/000.p/7", "").statusCode()).isEqualTo(200);
        for (String path : List.of(
                "0/000.p/0",
                "0/000.p/00",
                "0/000.p/07",
                "0/000.p/256",
                "0/000.p/257",
                "0/000.p/300",
                "0/000.p/-1",
                "0/000.p/+7",
                "0/000.p/",
                "0/000.p",
                "0/000.P/7",
                "0/000.p/7/",
                "0/000/",
                "0//000",
                "00/000",
                "0/0",
                "0/00",
                "0/0000",
                "0/x000/000",
                "0/X001/000",
                "0/x001",
                "1/001",
                "64/000",
                "-1/000",
                "0/-01",
                "",
                "0",
                "0/",
                "data/000",
                "0/%30%30%30",
                "0/000%2Ep/7",
                "0/000.p%2F7",
                "0/../0/000",
                "0/000;a=b",
                "entries/000.p/0",
                "entries/000.p/256",
                "entries/000/",
                "entries/x000/000",
                "entries/%30%30%30",
                "entries",
                "entries/",
                "entries/0/000",
                "1/000",
                "1/000.p/2",
                "2/000.p/1",
                "63/000.p/1",
                "0/001",
                "0/001.p/45",
                "0/x001/000.p/1",
                "entries/001.p/45")) {
            for (String who : List.of("", key)) {
                HttpResponse<byte[]> answer = get("/log/tile/" + path, who);
                assertThat(answer.statusCode()).as(path).isIn(400, 404);
                assertThat(header(answer, "Cache-Control")).as(path).isEqualTo("no-store");
            }
        }
    }

    /** Every width of every tile, and one more of each: there for whom it is in view, cached for whom it is public. */
    @Test
    void everyWidthInViewIsServedAndNothingBeyond() throws Exception {
        publishTwice();
        for (int level = 0; level < 3; level++) {
            for (int index = 0; index <= 3; index++) {
                TileId id = new TileId(level, index);
                byte[] widest = id.widthIn(NEW) == 0
                        ? new byte[0]
                        : get(id, id.widthIn(NEW), "", key).body();
                for (int width = 1; width <= TileId.TILE_WIDTH; width++) {
                    check(id, width, "", widest);
                }
            }
        }
    }

    @Test
    void bundlesAreCutAsTilesAre() throws Exception {
        publishTwice();
        for (int index = 0; index <= 3; index++) {
            TileId id = new TileId(0, index);
            int there = id.widthIn(NEW);
            byte[] widest =
                    there == 0 ? new byte[0] : get(id, there, "entries/", key).body();
            for (int width : new int[] {1, 2, 3, 4, 254, 255, 256}) {
                check(id, width, "entries/", Arrays.copyOf(widest, width > there ? 0 : prefix(widest, width)));
            }
        }
    }

    private void check(TileId id, int width, String kind, byte[] widest) throws Exception {
        boolean isPublic = id.widthIn(OLD) >= width;
        HttpResponse<byte[]> nobody = get(id, width, kind, "");
        HttpResponse<byte[]> acme = get(id, width, kind, key);
        String path = acme.uri().getPath();
        assertThat(nobody.statusCode()).as(path).isEqualTo(isPublic ? 200 : 404);
        assertThat(acme.statusCode()).as(path).isEqualTo(id.widthIn(NEW) >= width ? 200 : 404);
        if (nobody.statusCode() == 404) {
            assertThat(header(nobody, "Cache-Control")).as(path).isEqualTo("no-store");
        }
        if (acme.statusCode() == 404) {
            assertThat(header(acme, "Cache-Control")).as(path).isEqualTo("no-store");
            return;
        }
        byte[] expected = kind.isEmpty() ? Arrays.copyOf(widest, width * 32) : widest;
        assertThat(acme.body()).as(path).isEqualTo(expected);
        assertThat(header(acme, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(acme, "Cache-Control"))
                .as(path)
                .isEqualTo((isPublic ? "public" : "private") + ", max-age=31536000, immutable");
        assertThat(header(acme, "Vary").contains("Authorization")).as(path).isEqualTo(!isPublic);
        if (isPublic) {
            assertThat(nobody.body()).as(path).isEqualTo(expected);
            assertThat(header(nobody, "Cache-Control")).isEqualTo(header(acme, "Cache-Control"));
        }
    }

    @Test
    void aCheckpointIsThatOfTheView() throws Exception {
        assertThat(get("/log/checkpoint", "").statusCode()).isEqualTo(404);
        publish(257);
        HttpResponse<byte[]> fresh = get("/log/checkpoint", key);
        assertThat(text(fresh)).startsWith("log.example/v1\n257\n");
        assertThat(header(fresh, "Cache-Control")).isEqualTo("private, max-age=1");
        assertThat(header(fresh, "Vary")).contains("Authorization");
        assertThat(header(fresh, "Content-Type")).isEqualTo("text/plain;charset=utf-8");
        HttpResponse<byte[]> early = get("/log/checkpoint", "");
        assertThat(early.statusCode()).isEqualTo(404);
        assertThat(header(early, "Cache-Control")).isEqualTo("no-store");
        node.advance(HOUR_SECONDS);
        assertThat(get("/log/checkpoint", "").statusCode()).isEqualTo(404);
        node.advance(1);
        publish(258);
        HttpResponse<byte[]> old = get("/log/checkpoint", "");
        assertThat(old.body()).isEqualTo(fresh.body());
        assertThat(header(old, "Cache-Control")).isEqualTo("public, max-age=1");
        assertThat(header(old, "Vary")).contains("Authorization");
        assertThat(text(get("/log/checkpoint", key))).startsWith("log.example/v1\n515\n");
        node.advance(HOUR_SECONDS + 1);
        assertThat(header(get("/log/checkpoint", key), "Cache-Control")).isEqualTo("public, max-age=1");
    }

    @Test
    void aKeyThatIsNoneIsNotTakenForNobody() throws Exception {
        publish(1);
        node.advance(2 * HOUR_SECONDS);
        String revoked = node.key("acme", Role.READER, "community");
        assertThat(get("/log/checkpoint", revoked).statusCode()).isEqualTo(200);
        long keyId =
                node.accounts().keys().stream().mapToLong(k -> k.id()).max().orElseThrow();
        node.accounts().revoke(keyId);
        for (String path : List.of("checkpoint", "tile/0/000.p/1", "tile/entries/000.p/1", "tile/0/000", "tile/x")) {
            for (String bad : List.of("tck_unknown", revoked)) {
                HttpResponse<byte[]> answer = get("/log/" + path, bad);
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                assertThat(header(answer, "Cache-Control")).as(path).isEqualTo("no-store");
            }
        }
        assertThat(get("/log/vkey", "tck_unknown").statusCode()).isEqualTo(200);
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() throws Exception {
        publishTwice();
        for (String path : List.of(
                "checkpoint", "vkey", "tile/0/000", "tile/1/000.p/2", "tile/entries/000", "tile/entries/002.p/3")) {
            for (String who : List.of("", key)) {
                for (String coding : List.of("identity", "gzip")) {
                    String[] accept = {"Accept-Encoding", coding};
                    HttpResponse<byte[]> get = get("/log/" + path, who, accept);
                    HttpResponse<byte[]> head = send("HEAD", "/log/" + path, who, accept);
                    assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
                    assertThat(head.body()).as(path).isEmpty();
                    if (get.statusCode() == 404) {
                        continue;
                    }
                    for (String name :
                            List.of("Content-Type", "Content-Encoding", "Content-Length", "Cache-Control", "Vary")) {
                        assertThat(header(head, name))
                                .as(path + " " + coding + " " + name)
                                .isEqualTo(header(get, name));
                    }
                }
            }
        }
    }

    @Test
    void bundlesAreCompressedForWhoAsksAndHashesNever() throws Exception {
        publish(257);
        node.advance(2 * HOUR_SECONDS);
        HttpResponse<byte[]> plain = get("/log/tile/entries/000", "");
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(plain, "Vary")).contains("Accept-Encoding");
        HttpResponse<byte[]> packed = get("/log/tile/entries/000", "", "Accept-Encoding", "gzip");
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "Vary")).contains("Accept-Encoding");
        assertThat(packed.body().length).isLessThan(plain.body().length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(plain.body());
        HttpResponse<byte[]> hashes = get("/log/tile/0/000", "", "Accept-Encoding", "gzip");
        assertThat(header(hashes, "Content-Encoding")).isEmpty();
        assertThat(hashes.body()).hasSize(8_192);
    }

    @Test
    void aProofShowsNothingThatIsFresherThanTheView() throws Exception {
        TestClient acme = new TestClient(node, key);
        TestClient nobody = new TestClient(node, "");
        String first = publishOne(acme, "203.0.113.1");
        String path = "/api/v1/threats/" + first + "/proof";
        TestClient.Answer unpublished = nobody.get(path);
        assertThat(acme.get(path).header("Retry-After")).contains("5");
        node.publish();
        TestClient.Answer withheld = nobody.get(path);
        assertThat(acme.get(path).status()).isEqualTo(200);
        assertThat(withheld.status()).isEqualTo(404);
        assertThat(withheld.text()).isEqualTo(unpublished.text());
        assertThat(withheld.header("Retry-After")).contains("3601").isEqualTo(unpublished.header("Retry-After"));
        assertThat(withheld.header("Cache-Control")).contains("no-store");
        node.advance(1_000);
        String second = publishOne(acme, "203.0.113.2");
        node.publish();
        node.advance(2_600);
        assertThat(nobody.get(path).header("Retry-After")).contains("5");
        node.advance(1);
        String proof = nobody.get(path).text();
        assertThat(proof).contains("log.example/v1\\n1\\n", "\"size\":1").doesNotContain("\\n2\\n", "\"size\":2");
        assertThat(acme.get(path).text()).contains("log.example/v1\\n2\\n");
        assertThat(nobody.get("/api/v1/threats/" + second + "/proof").header("Retry-After"))
                .contains("1000");
    }

    private static String publishOne(TestClient client, String target) {
        return client.post("{\"target\":\"" + target + "\"}", "Prefer", "wait=0")
                .json()
                .get("id")
                .asString();
    }

    private void publishTwice() {
        publish(257);
        node.advance(HOUR_SECONDS + 1);
        publish(258);
        new TestClient(node, key).post("{\"target\":\"203.0.113.1\"}", "Prefer", "wait=0");
    }

    private void publish(int entries) {
        String body = IntStream.range(0, entries)
                .mapToObj(i -> "{\"target\":\"198.51." + i / 256 + "." + i % 256 + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        new TestClient(node, key).post(body, "Prefer", "wait=0");
        node.publish();
    }

    /** Bytes of the first entries of a bundle. */
    private static int prefix(byte[] bundle, int entries) {
        int at = 0;
        for (int i = 0; i < entries; i++) {
            at += 2 + (((bundle[at] & 0xff) << 8) | (bundle[at + 1] & 0xff));
        }
        return at;
    }

    private HttpResponse<byte[]> get(TileId id, int width, String kind, String who) throws Exception {
        String path = new TilePath(id, width).text();
        return get("/log/tile/" + (kind.isEmpty() ? path : kind + path.substring(2)), who);
    }

    private HttpResponse<byte[]> get(String path, String who, String... headers) throws Exception {
        return send("GET", path, who, headers);
    }

    private HttpResponse<byte[]> send(String method, String path, String who, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (!who.isEmpty()) {
            request.header("Authorization", "Bearer " + who);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return String.join(", ", answer.headers().allValues(name));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
