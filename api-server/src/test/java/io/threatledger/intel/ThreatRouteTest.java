package io.threatledger.intel;

import static io.threatledger.intel.IntelNode.ANONYMOUS;
import static io.threatledger.intel.Samples.threat;
import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.entry.Target;
import io.threatledger.query.indicator.IndicatorId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The record: its members, and what names it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreatRouteTest {
    private static final List<String> MEMBERS = List.of(
            "id",
            "ip",
            "seen",
            "matched",
            "confidence",
            "tags",
            "recommended_action",
            "asn",
            "asn_name",
            "country",
            "fleet",
            "first_seen",
            "last_seen",
            "sensor_sighting_summary",
            "ja3",
            "ja4",
            "sensor_sightings",
            "threats",
            "data_freshness",
            "history_window_days",
            "_paywalled",
            "_upgrade_url");
    private static final String FULL = "203.0.113.10";

    private IntelNode node;
    private String fullId = "";
    private long startedAtMillis;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        node = new IntelNode(folder, false);
        startedAtMillis = node.now().toEpochMilli();
        List<String> ids = node.publish(
                Samples.full(FULL),
                threat("203.0.113.11", "tags", List.of("known")),
                threat("198.51.100.64/27", "action", "rate_limit"),
                threat("2001:db8:7::/48"));
        fullId = ids.getFirst();
        node.advance(Duration.ofHours(2));
    }

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    private static String path(String asked) {
        return "/api/threat/" + asked;
    }

    private static List<String> members(JsonNode record) {
        return new ArrayList<>(record.propertyNames());
    }

    @Test
    void theRecordHasTheSameMembersForEveryPlan() throws IOException {
        for (String plan : IntelNode.PLANS) {
            assertThat(members(node.json(plan, path(FULL)))).as(plan).isEqualTo(MEMBERS);
            IntelNode.Answer unseen = node.get(plan, path("203.0.113.250"));
            assertThat(unseen.status()).isEqualTo(404);
            assertThat(members(unseen.json())).as(plan).isEqualTo(MEMBERS);
        }
    }

    @Test
    void whoMaySeeAllSeesAll() throws IOException {
        IntelNode.Answer answer = node.get("participant", path(FULL));
        JsonNode record = answer.json();
        assertThat(answer.text()).contains("\"confidence\":0.68,");
        assertThat(record.get("id").stringValue())
                .isEqualTo(IndicatorId.of(Target.parse(FULL)).value());
        assertThat(record.get("ip").stringValue()).isEqualTo(FULL);
        assertThat(record.get("seen").booleanValue()).isTrue();
        assertThat(record.get("matched").isNull()).isTrue();
        assertThat(record.get("tags").toString()).isEqualTo("[\"ssh\",\"tool:sliver,x\"]");
        assertThat(record.get("recommended_action").stringValue()).isEqualTo("drop");
        assertThat(record.get("asn").stringValue()).isEqualTo("AS64500");
        assertThat(record.get("asn_name").stringValue()).isEqualTo("=Example \"Hosting\"");
        assertThat(record.get("country").stringValue()).isEqualTo("NL");
        assertThat(record.get("fleet").stringValue()).isEqualTo("core");
        long seen = record.get("first_seen").longValue();
        assertThat(seen).isEqualTo(record.get("last_seen").longValue());
        assertThat(seen - startedAtMillis).isBetween(-1_000L, 60_000L);
        assertThat(record.get("sensor_sighting_summary").toString())
                .isEqualTo("{\"core_sightings\":1,\"mesh_sightings\":0,\"total_sensors\":1}");
        assertThat(record.get("ja3").stringValue()).isEqualTo(Samples.JA3);
        assertThat(record.get("ja4").stringValue()).isEqualTo(Samples.JA4);
        assertThat(record.get("sensor_sightings").toString())
                .isEqualTo("[{\"sensor\":\"" + Samples.SENSOR + "\",\"fleet\":\"core\",\"port\":" + Samples.PORT
                        + ",\"ja3\":\"" + Samples.JA3 + "\",\"ja4\":\"" + Samples.JA4 + "\",\"at\":" + seen
                        + ",\"threat_id\":\"" + fullId + "\"}]");
        assertThat(record.get("threats").toString()).isEqualTo("[\"" + fullId + "\"]");
        assertThat(record.get("data_freshness").stringValue()).isEqualTo("realtime");
        assertThat(record.get("history_window_days").isNull()).isTrue();
        assertThat(record.get("_paywalled").toString()).isEqualTo("{}");
        assertThat(record.get("_upgrade_url").isNull()).isTrue();
    }

    @Test
    void whatAPlanMayNotSeeSaysSoWhetherThereIsAnythingOrNot() throws IOException {
        String paywalled = "{\"ja3\":\"upgrade_required\",\"ja4\":\"upgrade_required\","
                + "\"sensor_sightings\":\"upgrade_required\"}";
        for (String asked : List.of(FULL, "203.0.113.11", "203.0.113.250")) {
            JsonNode record = node.get(ANONYMOUS, path(asked)).json();
            for (String name : List.of("ja3", "ja4", "sensor_sightings")) {
                assertThat(record.get(name).stringValue()).isEqualTo("upgrade_required");
            }
            assertThat(record.get("_paywalled").toString()).isEqualTo(paywalled);
            assertThat(record.get("_upgrade_url").stringValue()).isEqualTo("/pricing");
            assertThat(record.get("data_freshness").stringValue()).isEqualTo("60m_delay");
            assertThat(record.get("history_window_days").intValue()).isEqualTo(7);
        }
        JsonNode community = node.json("community", path(FULL));
        assertThat(community.get("data_freshness").stringValue()).isEqualTo("realtime");
        assertThat(community.get("history_window_days").intValue()).isEqualTo(30);
    }

    @Test
    void whatNobodySawIsTheSameShapeAnd404() throws IOException {
        JsonNode record = node.get("participant", path("203.0.113.250")).json();
        assertThat(record.get("seen").booleanValue()).isFalse();
        assertThat(record.get("ip").stringValue()).isEqualTo("203.0.113.250");
        assertThat(record.get("id").stringValue())
                .isEqualTo(IndicatorId.of(Target.parse("203.0.113.250")).value());
        for (String name : List.of("confidence", "recommended_action", "asn", "country", "first_seen", "ja3")) {
            assertThat(record.get(name).isNull()).as(name).isTrue();
        }
        for (String name : List.of("tags", "sensor_sightings", "threats")) {
            assertThat(record.get(name).toString()).as(name).isEqualTo("[]");
        }
        String unknown = "thr_aaaaaaaaaaaaaaaa";
        IntelNode.Answer byId = node.get("participant", path(unknown));
        assertThat(byId.status()).isEqualTo(404);
        assertThat(byId.json().get("id").stringValue()).isEqualTo(unknown);
        assertThat(byId.json().get("ip").isNull()).isTrue();
    }

    @Test
    void anIdInAnyCaseAnEntryAndAnotherNameLeadToTheRecord() throws IOException {
        JsonNode record = node.json("participant", path(FULL));
        String id = record.get("id").stringValue();
        for (String asked : List.of(id, id.toUpperCase(Locale.ROOT), fullId, fullId.toLowerCase(Locale.ROOT))) {
            assertThat(node.json("participant", path(asked))).as(asked).isEqualTo(record);
        }
        for (String asked : List.of("thr_known", "THR_known")) {
            assertThat(node.json("participant", path(asked)).get("ip").stringValue())
                    .isEqualTo("203.0.113.11");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.70, 198.51.100.64/27, 198.51.100.70",
        "198.51.100.64/27, 198.51.100.64/27,",
        "198.51.100.64%2F27, 198.51.100.64/27,",
        "198.51.100.65/27, 198.51.100.64/27,",
        "198.51.100.64/28, 198.51.100.64/27, 198.51.100.64/28",
        "::ffff:203.0.113.10, 203.0.113.10,",
        "::FFFF:cb00:710a, 203.0.113.10,",
        "2001:DB8:7::1, 2001:db8:7::/48, 2001:db8:7::1",
        "2001:db8:7::/48, 2001:db8:7::/48,"
    })
    void anAddressOrNetworkIsAnsweredByItsOwnRecordOrTheNetworkAroundIt(
            String asked, String ip, @Nullable String matched) throws IOException {
        JsonNode record = node.json("participant", path(asked));
        assertThat(record.get("ip").stringValue()).isEqualTo(ip);
        assertThat(record.get("matched").isNull() ? null : record.get("matched").stringValue())
                .isEqualTo(matched);
        assertThat(record.get("seen").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "thr_short",
                "TC-SHORT",
                "1.2.3",
                "1.2.3.4/33",
                "203.0.113.10/x",
                "fe80::1%25eth0",
                "203.0.113.10%20",
                "thr_demo01"
            })
    void whatNamesNothingIs400AndSaysWhatIsWanted(String asked) throws IOException {
        IntelNode.Answer answer = node.get("participant", path(asked));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("error").stringValue()).isEqualTo("bad_request");
        assertThat(answer.json().get("message").stringValue()).contains("(wanted: an address or network, the id of");
    }
}
