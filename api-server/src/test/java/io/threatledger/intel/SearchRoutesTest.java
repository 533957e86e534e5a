package io.threatledger.intel;

import static io.threatledger.intel.IntelNode.ANONYMOUS;
import static io.threatledger.intel.Samples.threat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lists of records: by parameters, by the language, as a table, and as alerts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchRoutesTest {
    private static final int MANY = 120;

    private IntelNode node;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        node = new IntelNode(folder, false);
        node.publish(IntStream.range(0, MANY)
                .mapToObj(i -> threat("198.18.0." + i, "tags", List.of("many")))
                .toArray(String[]::new));
        node.publish(
                threat("185.63.253.1", "tags", List.of("ssh", "tool:sliver"), "country", "NL", "asn", 14_001),
                threat("185.63.253.2", "tags", List.of("ssh"), "country", "DE", "asn", 64_501),
                threat("185.6.1.0/24", "tags", List.of("http"), "country", "NL"),
                threat("2001:db8:63::1", "tags", List.of("Ssh"), "country", "SE"),
                Samples.full("203.0.113.10"));
        node.advance(Duration.ofHours(2));
        node.awaitListed(MANY + 5);
    }

    @AfterAll
    void stop() throws IOException {
        node.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> ips(JsonNode found) {
        List<String> ips = new ArrayList<>();
        found.get("results").forEach(record -> ips.add(record.get("ip").stringValue()));
        return ips;
    }

    private static List<String> words(String list) {
        return list.isEmpty() ? List.of() : Arrays.asList(list.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q=185.63             | 185.63.253.2 185.63.253.1",
                "q=185.6              | 185.6.1.0/24 185.63.253.2 185.63.253.1",
                "q=185.63.253.1       | 185.63.253.1",
                "q=185.63.253.0/24    | 185.63.253.2 185.63.253.1",
                "q=2001:db8           | 2001:db8:63::1",
                "q=2001:DB8:63::1     | 2001:db8:63::1",
                "q=AS14001            | 185.63.253.1",
                "q=as14001            | 185.63.253.1",
                "q=14001              | 185.63.253.1",
                "q=nl                 | 203.0.113.10 185.6.1.0/24 185.63.253.1",
                "q=NL&tag=ssh         | 203.0.113.10 185.63.253.1",
                "tag=ssh&tag=tool:sliver | 185.63.253.1",
                "tag=ssh              | 203.0.113.10 2001:db8:63::1 185.63.253.2 185.63.253.1",
                "q=&tag=http          | 185.6.1.0/24",
                "tag=nothing          | ''",
                "q=10.               | ''"
            })
    void aSearchFindsWhatHasAllOfIt(String parameters, String expected) throws IOException {
        JsonNode found = node.json("participant", "/api/search?" + parameters.strip());
        assertThat(ips(found)).isEqualTo(words(expected));
        assertThat(found.get("count").intValue()).isEqualTo(words(expected).size());
        assertThat(found.get("total").intValue()).isEqualTo(words(expected).size());
        assertThat(found.get("total_is_exact").booleanValue()).isTrue();
        assertThat(found.get("capped").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=nonsense",
                "q=AS99999999999",
                "q=4294967296",
                "q=*",
                "q=1.2.3.4/33",
                "limit=0",
                "limit=x",
                "proofs=yes",
                "q=NL&q=DE",
                "limit=1&limit=1"
            })
    void whatASearchCannotReadIs400AndSaysWhatIsWanted(String parameters) throws IOException {
        IntelNode.Answer answer = node.get("participant", "/api/search?" + parameters);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("error").stringValue()).isEqualTo("bad_request");
        assertThat(answer.json().get("message").stringValue())
                .startsWith(parameters.substring(0, parameters.indexOf('=')) + ": ")
                .contains("(wanted: ");
    }

    @Test
    void aSearchIsCappedByThePlanAndByItsOwnLimit() throws IOException {
        for (String path : List.of("/api/search?tag=many", "/api/query?dsl=tag:many")) {
            assertCapped(node.json(ANONYMOUS, path), 25);
            assertCapped(node.json("community", path), 100);
            assertCapped(node.json("participant", path + "&limit=7"), 7);
            assertCapped(node.json(ANONYMOUS, path + "&limit=1000"), 25);
            assertCapped(node.json("participant", path + "&proofs=1"), SearchRoutes.PROVEN_MAX);
            JsonNode all = node.json("participant", path);
            assertThat(all.get("count").intValue()).isEqualTo(MANY);
            assertThat(all.get("capped").booleanValue()).isFalse();
        }
    }

    private static void assertCapped(JsonNode found, int count) {
        assertThat(found.get("results")).hasSize(count);
        assertThat(found.get("count").intValue()).isEqualTo(count);
        assertThat(found.get("total").intValue()).isEqualTo(MANY);
        assertThat(found.get("total_is_exact").booleanValue()).isTrue();
        assertThat(found.get("capped").booleanValue()).isTrue();
    }

    @Test
    void aResultIsTheRecordThatTheLookUpAnswers() throws IOException {
        for (String plan : IntelNode.PLANS) {
            JsonNode found = node.json(plan, "/api/search?q=203.0.113.10&proofs=1");
            assertThat(found.get("results").get(0)).isEqualTo(node.json(plan, "/api/threat/203.0.113.10?proofs=1"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tag%3Assh+AND+country%3ANL       | 203.0.113.10 185.63.253.1",
                "tag:ssh%20NOT%20country:NL       | 2001:db8:63::1 185.63.253.2",
                "country:(DE,SE)                  | 2001:db8:63::1 185.63.253.2",
                "tag:tool:sliver*                 | 203.0.113.10 185.63.253.1",
                "tag:%22tool:sliver,x%22          | 203.0.113.10",
                "ip:185.0.0.0/8+NOT+tag:http      | 185.63.253.2 185.63.253.1",
                "confidence:%3E0.6                | 203.0.113.10",
                "fleet:core+last_seen:%3C24h      | 203.0.113.10",
                "novel:1h                         | ''",
                "sensor:core-*+port:48673         | 203.0.113.10",
                "ja4:t13d*                        | 203.0.113.10"
            })
    void aQueryFindsWhatItMeans(String dsl, String expected) throws IOException {
        assertThat(ips(node.json("participant", "/api/query?dsl=" + dsl.strip())))
                .isEqualTo(words(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                    | 0",
                "tag:ssh AND           | 11",
                "tag:ssh colour:red    | 8",
                "country:Utopia        | 8",
                "(tag:ssh              | 8",
                "tag:ssh and country:NL | 8"
            })
    void aQueryThatDoesNotParseSaysWhere(String dsl, int position) throws IOException {
        IntelNode.Answer answer = node.get("participant", "/api/query?dsl=" + encoded(dsl));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("error").stringValue()).isEqualTo("invalid_query");
        assertThat(answer.json().get("position").intValue()).isEqualTo(position);
        assertThat(answer.json().get("message").stringValue()).contains("(wanted: ");
    }

    @Test
    void theTableHasTheRecordsMembersAsColumns() throws IOException {
        IntelNode.Answer answer = node.get("participant", "/api/export.csv?dsl=" + encoded("fleet:core"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .replace(" ", ""))
                .isEqualTo("text/csv;charset=utf-8");
        assertThat(answer.header("Content-Disposition")).contains("attachment; filename=\"threats.csv\"");
        assertThat(answer.header("X-Total-Count")).contains("1");
        JsonNode record = node.json("participant", "/api/threat/203.0.113.10");
        String seen = record.get("first_seen").toString();
        assertThat(answer.text())
                .isEqualTo("id,ip,confidence,tags,recommended_action,asn,asn_name,country,fleet,first_seen,last_seen,"
                        + "core_sightings,mesh_sightings,total_sensors,ja3,ja4,data_freshness,history_window_days\r\n"
                        + record.get("id").stringValue()
                        + ",203.0.113.10,0.68,\"ssh;tool:sliver,x\",drop,AS64500,\"'=Example \"\"Hosting\"\"\",NL,core,"
                        + seen + "," + seen + ",1,0,1," + Samples.JA3 + "," + Samples.JA4 + ",realtime,\r\n");
        assertThat(node.get("community", "/api/export.csv?q=203.0.113.10").text())
                .endsWith(",1,0,1,upgrade_required,upgrade_required,realtime,30\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "tags=ssh, 4",
        "'tags=ssh,tool:sliver', 1",
        "tags=ssh&tags=tool:sliver, 1",
        "tags=ssh&tag=tool:sliver, 1",
        "tags=ssh&dsl=country:NL, 2",
        "tags=ssh&dsl=country:(NL%2CDE)%20OR%20tag:http&q=185.63, 2",
        "'', 125",
        "tags=nothing, 0"
    })
    void theTableTakesAllParametersTogether(String parameters, int rows) throws IOException {
        IntelNode.Answer answer = node.get("participant", "/api/export.csv?" + parameters);
        assertThat(answer.text().lines()).hasSize(1 + rows);
        assertThat(answer.header("X-Total-Count")).contains(Integer.toString(rows));
    }

    @Test
    void alertsCountWhatIsThereAndWhatIsNewAndOneThatIsWrongHoldsUpNoOther() throws IOException {
        JsonNode newest = node.json("participant", "/api/threat/203.0.113.10");
        long seen = newest.get("last_seen").longValue();
        String triggers = "[{\"id\":\"a\",\"name\":\"n\",\"dsl\":\"tag:ssh\",\"lastSeenAt\":0,\"colour\":\"red\"},"
                + "{\"id\":\"b\",\"dsl\":\"tag:ssh\",\"lastSeenAt\":" + (seen + 1) + "},"
                + "{\"id\":\"c\",\"dsl\":\"tag:ssh\"},"
                + "{\"id\":\"d\",\"dsl\":\"tag:ssh AND colour:red\",\"lastSeenAt\":null},"
                + "{\"id\":\"e\",\"dsl\":\"tag:nothing\",\"lastSeenAt\":5},"
                + "{\"dsl\":\"port:" + Samples.PORT + "\",\"lastSeenAt\":" + Long.MAX_VALUE + "},"
                + "{\"id\":\"g\"}]";
        String id = "\"" + newest.get("id").stringValue() + "\"";
        for (String body : List.of(triggers, "{\"triggers\":" + triggers + ",\"version\":1}")) {
            IntelNode.Answer answer = node.post("participant", "/api/alerts/check", body);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            JsonNode results = answer.json().get("results");
            assertThat(results).hasSize(7);
            assertThat(results.get(0).toString()).isEqualTo(result("\"a\"", 4, 4, seen, id));
            assertThat(results.get(1).toString()).isEqualTo(result("\"b\"", 4, 0, seen, id));
            assertThat(results.get(2).toString()).isEqualTo(result("\"c\"", 4, 4, seen, id));
            assertThat(results.get(3).get("error").get("error").stringValue()).isEqualTo("invalid_query");
            assertThat(results.get(3).get("error").get("position").intValue()).isEqualTo(12);
            assertThat(results.get(3).get("match_count").isNull()).isTrue();
            assertThat(results.get(4).toString())
                    .isEqualTo("{\"id\":\"e\",\"match_count\":0,\"unread_count\":0,\"count_is_exact\":true,"
                            + "\"last_match_at\":null,\"example_record_id\":null,\"error\":null}");
            assertThat(results.get(5).toString()).isEqualTo(result("null", 1, 0, seen, id));
            assertThat(results.get(6).get("error").get("error").stringValue()).isEqualTo("bad_request");
        }
        JsonNode community =
                node.post("community", "/api/alerts/check", triggers).json().get("results");
        JsonNode refused = community.get(5).get("error");
        assertThat(refused.get("error").stringValue()).isEqualTo("upgrade_required");
        assertThat(refused.get("_upgrade_url").stringValue()).isEqualTo("/pricing");
        assertThat(community.get(5).get("match_count").isNull()).isTrue();
        assertThat(community.get(0).get("match_count").intValue()).isEqualTo(4);
    }

    private static String result(String id, int matches, int unread, long last, String example) {
        return "{\"id\":" + id + ",\"match_count\":" + matches + ",\"unread_count\":" + unread
                + ",\"count_is_exact\":true,\"last_match_at\":" + last + ",\"example_record_id\":" + example
                + ",\"error\":null}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "7",
                "{\"triggers\":{}}",
                "[7]",
                "[{\"dsl\":7}]",
                "[{\"dsl\":\"tag:x\",\"lastSeenAt\":\"today\"}]",
                "[{\"dsl\":\"tag:x\",\"lastSeenAt\":-1}]",
                "[{\"dsl\":\"tag:x\",\"lastSeenAt\":1.5}]",
                "[] []"
            })
    void aBodyThatHoldsNoTriggersIs422(String body) throws IOException {
        IntelNode.Answer answer = node.post("participant", "/api/alerts/check", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().get("error").stringValue()).isEqualTo("invalid");
    }

    @Test
    void fiftyTriggersAreTakenAndNoMore() throws IOException {
        String fifty = String.join(",", Collections.nCopies(50, "{\"dsl\":\"tag:ssh\"}"));
        assertThat(node.post("participant", "/api/alerts/check", "[" + fifty + "]")
                        .json()
                        .get("results"))
                .hasSize(50);
        IntelNode.Answer more = node.post("participant", "/api/alerts/check", "[" + fifty + ",{\"dsl\":\"tag:ssh\"}]");
        assertThat(more.status()).isEqualTo(422);
        assertThat(more.json().get("message").stringValue()).isEqualTo("triggers: 51 (wanted: at most 50)");
    }
}
