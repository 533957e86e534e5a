package io.threatledger.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Everything of an owner in one answer. */
class BulkTest {
    /** More than a page. */
    private static final int INDICATORS = 2 * BulkRoutes.PAGE_INDICATORS + 500;

    @TempDir
    static Path folder;

    private static V2Node node;

    @BeforeAll
    static void start() throws Exception {
        node = new V2Node(folder);
        for (int i = 0; i < INDICATORS; i += 500) {
            node.publish(
                    node.feed,
                    IntStream.range(i, i + 500)
                            .mapToObj(n -> "{\"target\":\"198." + (18 + n / 65_536) + "." + n / 256 % 256 + "."
                                    + n % 256 + "\",\"tags\":[\"n" + n % 2 + "\"]}")
                            .toArray(String[]::new));
        }
        node.add(node.loner, V2Node.LONER, "203.0.113.1", ",\"rating\":2.5,\"confidence\":7");
        node.add(node.loner, V2Node.LONER, "2001:db8::/48", "");
        node.add(node.loner, V2Node.LONER, "203.0.113.2", "");
        node.send(node.loner, "DELETE", "/v2/indicators/addresses/203.0.113.2", null);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Test
    void theStateIsThatThereIsNothingToWaitFor() throws IOException {
        JsonNode status = node.get(node.loner, "/v2/indicators/bulk").json();
        assertThat(status.propertyNames()).containsExactly("bulkStatus");
        assertThat(status.path("bulkStatus").propertyNames())
                .containsExactly("name", "csvEnabled", "jsonEnabled", "nextRun", "lastRun", "status");
        assertThat(status.path("bulkStatus").path("name").asString()).isEqualTo("loner");
        assertThat(status.path("bulkStatus").path("status").asString()).isEqualTo("Complete");
    }

    @Test
    void csvHasOneLineForEach() throws IOException {
        V2Node.Answer answer = node.get(node.loner, "/v2/indicators/bulk/csv");
        assertThat(answer.type()).isEqualTo("text/csv");
        assertThat(answer.text()).isEqualTo("""
                Type,Value,Rating,Confidence
                Address,203.0.113.1,2.50,7
                CIDR,2001:db8::/48,3.00,null
                """);
    }

    @Test
    void jsonHasNoEnvelopeAndEverythingOfEach() throws IOException {
        V2Node.Answer answer = node.get(node.loner, "/v2/indicators/bulk/json?runNow=true");
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.json().propertyNames()).containsExactly("indicator");
        assertThat(answer.json().path("indicator")).hasSize(2);
        JsonNode first = answer.json().path("indicator").get(0);
        assertThat(first.propertyNames())
                .containsExactly(
                        "id",
                        "ownerName",
                        "type",
                        "dateAdded",
                        "lastModified",
                        "rating",
                        "confidence",
                        "webLink",
                        "tag",
                        "summary",
                        "attribute");
        assertThat(first.path("attribute").isArray()).isTrue();
    }

    @Test
    void anOwnerWithoutAnyHasAnEmptyOne() throws IOException {
        assertThat(node.get(node.beta, "/v2/indicators/bulk/json").text()).isEqualTo("{\"indicator\":[]}");
        assertThat(node.get(node.beta, "/v2/indicators/bulk/csv?owner=Common%20Community")
                        .text())
                .isEqualTo("Type,Value,Rating,Confidence\n");
    }

    @Test
    void allPagesTogetherAreTheList() throws IOException {
        List<JsonNode> listed = new ArrayList<>();
        node.data(node.alpha, "/v2/indicators?owner=Feed.1&includeTags=true&resultLimit=10000")
                .path("indicator")
                .forEach(listed::add);
        assertThat(listed).hasSize(INDICATORS);
        List<String> bulk = new ArrayList<>();
        node.get(node.alpha, "/v2/indicators/bulk/json?owner=Feed.1")
                .json()
                .path("indicator")
                .forEach(each -> bulk.add(each.path("summary").asString() + each.path("tag")));
        assertThat(bulk)
                .isEqualTo(listed.stream()
                        .map(each -> each.path("summary").asString() + each.path("tag"))
                        .toList());
        assertThat(node.get(node.alpha, "/v2/indicators/bulk/csv/?owner=Feed.1")
                        .text()
                        .lines())
                .hasSize(1 + INDICATORS);
    }

    @Test
    void itsHeadIsAnsweredWithoutTheRest() throws IOException {
        V2Node.Answer answer = node.send(node.loner, "HEAD", "/v2/indicators/bulk/csv", null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("text/csv");
        assertThat(answer.response().body()).isEmpty();
    }
}
