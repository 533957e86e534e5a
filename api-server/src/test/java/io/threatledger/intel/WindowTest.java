package io.threatledger.intel;

import static io.threatledger.intel.IntelNode.ANONYMOUS;
import static io.threatledger.intel.Samples.threat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What of the log is in an answer: what is published, as long ago as the plan's delay, as far back as its history. */
class WindowTest {
    private IntelNode node;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        node = new IntelNode(folder, false);
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    private static String path(String asked) {
        return "/api/threat/" + asked;
    }

    private static List<String> ips(JsonNode found) {
        List<String> ips = new ArrayList<>();
        found.get("results").forEach(record -> ips.add(record.get("ip").stringValue()));
        return ips;
    }

    @Test
    void whatIsAppendedButNotPublishedIsInNoAnswer() throws IOException {
        List<String> old = node.publish(threat("192.0.2.1", "tags", List.of("old")));
        JsonNode before = node.json("participant", path("192.0.2.1"));
        node.appendUnmined(
                threat("192.0.2.1", "tags", List.of("new"), "source", "other"),
                threat("192.0.2.1", "tags", List.of("renewed")),
                threat("192.0.2.2", "tags", List.of("new")));
        try {
            assertThat(node.json("participant", path("192.0.2.1"))).isEqualTo(before);
            assertThat(node.get("participant", path("192.0.2.2")).status()).isEqualTo(404);
            assertThat(node.json("participant", path(old.getFirst()))).isEqualTo(before);
        } finally {
            node.mine();
        }
    }

    @Test
    void aDelayAndAHistoryAreWindowsOverTheLog() throws IOException {
        String address = path("192.0.2.9");
        List<String> first = node.publish(threat("192.0.2.9", "tags", List.of("first")));
        assertThat(node.get("community", address).status()).isEqualTo(200);
        assertThat(node.get(ANONYMOUS, address).status()).isEqualTo(404);
        assertThat(node.get(ANONYMOUS, path(first.getFirst())).status()).isEqualTo(404);
        node.advance(Duration.ofMinutes(61));
        assertThat(node.get(ANONYMOUS, address).status()).isEqualTo(200);
        assertThat(node.get(ANONYMOUS, path(first.getFirst())).status()).isEqualTo(200);
        node.revoke(first.getFirst());
        assertThat(node.get("community", address).text())
                .contains("\"confidence\":0.00,")
                .contains("\"recommended_action\":\"monitor\"");
        assertThat(node.json(ANONYMOUS, address).get("tags").toString()).isEqualTo("[\"first\"]");
        node.publish(threat("192.0.2.9", "tags", List.of("second")));
        assertThat(node.json(ANONYMOUS, address).get("tags").toString()).isEqualTo("[\"first\"]");
        node.advance(Duration.ofDays(8));
        assertThat(node.get(ANONYMOUS, address).status()).isEqualTo(404);
        JsonNode community = node.json("community", address);
        assertThat(community.get("tags").toString()).isEqualTo("[\"second\"]");
        assertThat(community.get("threats")).hasSize(2);
        node.advance(Duration.ofDays(31));
        assertThat(node.get("community", address).status()).isEqualTo(404);
        assertThat(node.get("participant", address).status()).isEqualTo(200);
    }

    @Test
    void whatIsNotActiveOrNotPublishedIsInNoList() throws IOException {
        String dsl = "/api/query?dsl=tag:fresh";
        List<String> ids = node.publish(threat("192.0.2.1", "tags", List.of("fresh")));
        assertThat(ips(node.json("participant", dsl))).isEqualTo(List.of("192.0.2.1"));
        assertThat(ips(node.json(ANONYMOUS, dsl))).isEmpty();
        String id = node.json("participant", path("192.0.2.1")).get("id").stringValue();
        assertThat(node.get("participant", path(id)).status()).isEqualTo(200);
        assertThat(node.get(ANONYMOUS, path(id)).status()).isEqualTo(404);
        node.appendUnmined(threat("192.0.2.2", "tags", List.of("fresh")));
        try {
            assertThat(ips(node.json("participant", dsl))).isEqualTo(List.of("192.0.2.1"));
            assertThat(node.get("participant", "/api/export.csv?tag=fresh")
                            .text()
                            .lines())
                    .hasSize(2);
            assertThat(node.post("participant", "/api/alerts/check", "[{\"dsl\":\"tag:fresh\"}]")
                            .json()
                            .at("/results/0/match_count")
                            .intValue())
                    .isEqualTo(1);
        } finally {
            node.mine();
        }
        node.revoke(ids.getFirst());
        assertThat(ips(node.json("participant", "/api/query?dsl=ip:192.0.2.1"))).isEmpty();
        assertThat(node.get("participant", "/api/threat/192.0.2.1").status()).isEqualTo(200);
    }
}
