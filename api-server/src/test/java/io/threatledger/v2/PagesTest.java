package io.threatledger.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lists that are read page by page, also while others write. */
class PagesTest {
    private static final int INDICATORS = 250;

    @TempDir
    static Path folder;

    private static V2Node node;

    @BeforeAll
    static void start() throws Exception {
        node = new V2Node(folder);
        String[] threats = IntStream.range(0, INDICATORS)
                .mapToObj(i -> "{\"target\":\"198.51.100." + i + "\",\"tags\":[\"t" + i % 3
                        + "\",\"all\"],\"ttl_seconds\":86400}")
                .toArray(String[]::new);
        node.publish(node.feed, threats);
        node.publish(node.beta, threats);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resultStart=-1",
                "resultStart=x",
                "resultStart=2147483648",
                "resultStart=1.0",
                "resultLimit=0",
                "resultLimit=10001",
                "resultLimit=all",
                "resultLimit=%201",
                "resultLimit=99999999999"
            })
    void aPageThatIsNoneIsRefusedInTheWordsThatClientsKnow(String query) throws IOException {
        for (String path : List.of("/v2/indicators", "/v2/owners", "/v2/tags", "/v2/indicators/deleted")) {
            V2Node.Answer answer = node.get(node.feed, path + "?" + query);
            if (query.contains("%20")) {
                assertThat(answer.status()).as(query).isEqualTo(200);
                continue;
            }
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.message())
                    .isEqualTo("The resultStart and resultLimit query parameters must be integers"
                            + " and the maximum value for resultLimit is 10,000");
        }
    }

    @Test
    void onlyTheFirstPageSaysHowManyThereAreAndAListIsAlwaysThere() throws IOException {
        JsonNode first = node.data(node.feed, "/v2/indicators/addresses");
        assertThat(first.propertyNames()).containsExactly("resultCount", "address");
        assertThat(first.path("resultCount").asInt()).isEqualTo(INDICATORS);
        assertThat(first.path("address")).hasSize(100);
        JsonNode last = node.data(node.feed, "/v2/indicators/addresses?resultStart=200");
        assertThat(last.propertyNames()).containsExactly("address");
        assertThat(last.path("address")).hasSize(50);
        JsonNode past = node.data(node.feed, "/v2/indicators/addresses?resultStart=2147483647&resultLimit=10000");
        assertThat(past.propertyNames()).containsExactly("address");
        assertThat(past.path("address")).isEmpty();
        JsonNode none = node.data(node.feed, "/v2/indicators/cidrBlocks");
        assertThat(none.path("resultCount").isIntegralNumber()).isTrue();
        assertThat(none.path("cidrBlock").isArray()).isTrue();
        assertThat(node.data(node.feed, "/v2/indicators?resultLimit=10000").path("indicator"))
                .hasSize(INDICATORS);
    }

    @Test
    void aListHasTheNamesOfItsKind() throws IOException {
        JsonNode mixed = node.data(node.feed, "/v2/indicators?resultLimit=1")
                .path("indicator")
                .get(0);
        assertThat(mixed.propertyNames())
                .containsExactly(
                        "id", "ownerName", "type", "dateAdded", "lastModified", "rating", "webLink", "summary");
        JsonNode typed = node.data(node.feed, "/v2/indicators/addresses?resultLimit=1")
                .path("address")
                .get(0);
        assertThat(typed.propertyNames())
                .containsExactly("id", "ownerName", "dateAdded", "lastModified", "rating", "webLink", "ip");
    }

    @Test
    void moreIsShownWhenItIsAskedFor() throws IOException {
        for (String query :
                List.of("includeTags=true", "includes=tags", "includes=additional%7Ctags", "IncludeTags=TRUE")) {
            JsonNode tagged = node.data(node.feed, "/v2/indicators?resultLimit=1&" + query)
                    .path("indicator")
                    .get(0);
            assertThat(tagged.path("tag"))
                    .extracting(tag -> tag.path("name").asString())
                    .containsExactly("t0", "all");
            assertThat(tagged.path("tag").get(0).propertyNames()).containsExactly("name", "webLink");
            assertThat(tagged.has("active")).isEqualTo(query.contains("additional"));
        }
        JsonNode more = node.data(node.feed, "/v2/indicators/addresses/198.51.100.0?includes=additional,tags")
                .path("address");
        assertThat(more.path("active").asBoolean()).isTrue();
        assertThat(more.path("tag")).hasSize(2);
        assertThat(node.data(node.feed, "/v2/indicators?includes=labels,attributes&includeAttributes=true")
                        .path("indicator")
                        .get(0)
                        .has("tag"))
                .isFalse();
    }

    @Test
    void tagsAreListedWithFiltersAndInParts() throws IOException {
        JsonNode all = node.data(node.feed, "/v2/tags");
        assertThat(all.path("resultCount").asInt()).isEqualTo(4);
        assertThat(all.path("tag"))
                .extracting(tag -> tag.path("name").asString())
                .containsExactly("all", "t0", "t1", "t2");
        assertThat(names("filters=name%3Dt1")).containsExactly("t1");
        assertThat(names("filters=name%5Et,weight%3E83")).containsExactly("t0");
        assertThat(names("filters=weight%3D83")).containsExactly("t1", "t2");
        assertThat(names("filters=weight%3C84,name%3Dall&orParams=true")).containsExactly("all", "t1", "t2");
        assertThat(names("resultStart=3")).containsExactly("t2");
        V2Node.Answer refused = node.get(node.feed, "/v2/tags?filters=colour%3Dred");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("\"colour=red\"", "wanted: name=");
        assertThat(node.data(node.feed, "/v2/tags/t1/indicators")
                        .path("resultCount")
                        .asInt())
                .isEqualTo(83);
    }

    private static List<String> names(String query) throws IOException {
        List<String> names = new ArrayList<>();
        node.data(node.feed, "/v2/tags?" + query)
                .path("tag")
                .forEach(tag -> names.add(tag.path("name").asString()));
        return names;
    }

    @Test
    void allPagesAreOfOneMomentWhateverOthersDo() throws Exception {
        List<JsonNode> before = new ArrayList<>();
        node.data(node.beta, "/v2/indicators?resultLimit=10000&includeTags=true")
                .path("indicator")
                .forEach(before::add);
        assertThat(before).hasSize(INDICATORS);
        AtomicBoolean isRead = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> write(isRead));
        try {
            List<JsonNode> read = new ArrayList<>();
            for (int start = 0; start < INDICATORS; start += 10) {
                node.data(node.beta, "/v2/indicators?resultLimit=10&includeTags=true&resultStart=" + start)
                        .path("indicator")
                        .forEach(read::add);
                if (start == 0) {
                    assertThat(read)
                            .as("nothing was written before the first page")
                            .isEqualTo(before.subList(0, 10));
                    started.countDown();
                    written.await();
                }
            }
            assertThat(read).isEqualTo(before);
        } finally {
            isRead.set(true);
            started.countDown();
            writer.join();
        }
        assertThat(node.data(node.beta, "/v2/indicators?resultLimit=10000&includeTags=true")
                        .path("indicator"))
                .isNotEqualTo(before);
    }

    private final java.util.concurrent.CountDownLatch started = new java.util.concurrent.CountDownLatch(1);
    private final java.util.concurrent.CountDownLatch written = new java.util.concurrent.CountDownLatch(20);

    /** Another client of the same owner. */
    private void write(AtomicBoolean isRead) {
        Random random = new Random(7);
        try {
            V2Node.Access other = node.access(V2Node.BETA, "other bot", "publisher");
            started.await();
            for (int i = 0; !isRead.get(); i++) {
                String value = "/v2/indicators/addresses/198.51.100." + random.nextInt(INDICATORS);
                String async = "respond-async";
                switch (i % 4) {
                    case 0 -> node.send(other, "DELETE", value, null, "Prefer", async);
                    case 1 -> node.send(other, "PUT", value, "{\"rating\":" + i % 6 + "}", "Prefer", async);
                    case 2 -> node.send(other, "POST", value + "/tags/more", null, "Prefer", async);
                    default ->
                        node.send(
                                other,
                                "POST",
                                "/v2/indicators/addresses",
                                "{\"ip\":\"198.51.100." + random.nextInt(256) + "\"}",
                                "Prefer",
                                async);
                }
                written.countDown();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
