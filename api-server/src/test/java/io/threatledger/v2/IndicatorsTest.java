package io.threatledger.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** One indicator from its first day to its last and its return, and how the other APIs tell the same. */
class IndicatorsTest {
    @TempDir
    static Path folder;

    private static V2Node node;

    @BeforeAll
    static void start() throws Exception {
        node = new V2Node(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    private static JsonNode find(V2Node.Access who, String value) throws IOException {
        return node.data(who, "/v2/indicators/addresses/" + value).path("address");
    }

    private static int status(String method, String target) throws IOException {
        return node.send(node.alpha, method, target, null).status();
    }

    @Test
    void whatNobodySaidIsNotFound() throws IOException {
        assertThat(status("GET", "/v2/indicators/addresses/203.0.113.1")).isEqualTo(404);
        assertThat(node.send(node.alpha, "PUT", "/v2/indicators/addresses/203.0.113.1", "{\"rating\":1}")
                        .message())
                .isEqualTo("The requested resource was not found");
        assertThat(status("DELETE", "/v2/indicators/addresses/203.0.113.1")).isEqualTo(404);
        assertThat(status("GET", "/v2/indicators/addresses/203.0.113.1/owners")).isEqualTo(404);
        assertThat(status("GET", "/v2/indicators/addresses/203.0.113.1/tags")).isEqualTo(404);
        assertThat(status("POST", "/v2/indicators/addresses/203.0.113.1/tags/a"))
                .isEqualTo(404);
        assertThat(status("DELETE", "/v2/indicators/addresses/203.0.113.1/tags/a"))
                .isEqualTo(404);
    }

    @Test
    void oneIsAddedOnceChangedTakenBackAndAddedAgainUnderItsNumber() throws IOException {
        JsonNode made = node.add(node.alpha, V2Node.ALPHA, "203.0.113.10", ",\"rating\":3.0,\"confidence\":85");
        assertThat(made.propertyNames())
                .containsExactly("id", "owner", "dateAdded", "lastModified", "rating", "confidence", "webLink", "ip");
        assertThat(made.path("rating").toString()).isEqualTo("3");
        assertThat(made.path("owner").path("name").asString()).isEqualTo("alpha");
        assertThat(made.path("dateAdded").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(find(node.alpha, "203.0.113.10")).isEqualTo(made);

        V2Node.Answer again = node.send(node.alpha, "POST", "/v2/indicators/addresses", "{\"ip\":\"203.0.113.10\"}");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.message())
                .isEqualTo("The ip for this Address is invalid, an Address with this ip already exists");

        V2Node.Answer changed =
                node.send(node.alpha, "PUT", "/v2/indicators/addresses/203.0.113.10", "{\"rating\":\"4.5\"}");
        assertThat(changed.status()).isEqualTo(200);
        JsonNode after = changed.data().path("address");
        assertThat(after.path("rating").toString()).isEqualTo("4.5");
        assertThat(after.path("confidence").asInt()).isEqualTo(85);
        assertThat(after.path("id")).isEqualTo(made.path("id"));
        assertThat(after.path("dateAdded")).isEqualTo(made.path("dateAdded"));

        V2Node.Answer deleted = node.send(node.alpha, "DELETE", "/v2/indicators/addresses/203.0.113.10", null);
        assertThat(deleted.text()).isEqualTo("{\"status\":\"Success\"}");
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(status("GET", "/v2/indicators/addresses/203.0.113.10")).isEqualTo(404);
        assertThat(status("DELETE", "/v2/indicators/addresses/203.0.113.10")).isEqualTo(404);
        assertThat(node.data(node.alpha, "/v2/indicators/deleted").path("indicator"))
                .extracting(each -> each.path("summary").asString())
                .contains("203.0.113.10");

        JsonNode back = node.add(node.alpha, V2Node.ALPHA, "203.0.113.10", ",\"rating\":1");
        assertThat(back.path("id")).isEqualTo(made.path("id"));
        assertThat(node.data(node.alpha, "/v2/indicators/deleted").path("indicator"))
                .extracting(each -> each.path("summary").asString())
                .doesNotContain("203.0.113.10");
    }

    @Test
    void theSameValueOfSeveralOwnersIsSeveralIndicators() throws IOException {
        JsonNode alphas = node.add(node.alpha, V2Node.ALPHA, "203.0.113.20", ",\"rating\":1");
        JsonNode feeds = node.add(node.feed, V2Node.FEED, "203.0.113.20", ",\"rating\":2");
        node.add(node.loner, V2Node.LONER, "203.0.113.20", ",\"rating\":5");
        assertThat(alphas.path("id")).isNotEqualTo(feeds.path("id"));
        assertThat(find(node.alpha, "203.0.113.20?owner=Feed.1").path("rating").asInt())
                .isEqualTo(2);
        assertThat(find(node.alpha, "203.0.113.20").path("rating").asInt()).isEqualTo(1);
        JsonNode owners = node.data(node.alpha, "/v2/indicators/addresses/203.0.113.20/owners");
        assertThat(owners.propertyNames()).containsExactly("owner");
        assertThat(owners.path("owner"))
                .extracting(owner -> owner.path("name").asString())
                .containsExactly("alpha", "Feed.1");
    }

    @ParameterizedTest
    @CsvSource({"low, 1", "medium, 3", "high, 4", "critical, 5"})
    void aSeverityWithoutARatingReadsAsOne(String severity, int rating) throws IOException {
        String value = "203.0.113." + (30 + rating);
        node.publish(node.alpha, "{\"target\":\"" + value + "\",\"severity\":\"" + severity + "\"}");
        assertThat(find(node.alpha, value).path("rating").toString()).isEqualTo(String.valueOf(rating));
        assertThat(find(node.alpha, value).has("confidence")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, low",
        "0.0, 0, low",
        "1, 1, low",
        "1.5, 1.5, medium",
        "3, 3, medium",
        "4.00, 4, high",
        "5, 5, critical"
    })
    void aRatingReadsBackAndTheSeverityFollows(String given, String shown, String severity) throws IOException {
        String value = "198.51.100." + (int) (Double.parseDouble(given) * 10 + given.length());
        node.add(node.alpha, V2Node.ALPHA, value, ",\"rating\":" + given);
        assertThat(find(node.alpha, value).path("rating").toString()).isEqualTo(shown);
        JsonNode told = node.v1(value, true).get(0).path("data");
        assertThat(told.path("severity").asString()).isEqualTo(severity);
        assertThat(told.path("rating").decimalValue()).isEqualByComparingTo(shown);
    }

    @Test
    void whatIsWrittenHereIsAnEntryLikeAnyOtherSignedAndAnchored() throws IOException {
        node.add(node.alpha, V2Node.COMMUNITY, "203.0.113.40", ",\"rating\":4,\"confidence\":70,\"ttl_seconds\":3600");
        JsonNode told = node.v1("203.0.113.40", true);
        assertThat(told).hasSize(1);
        JsonNode data = told.get(0).path("data");
        assertThat(data.path("owner").asString()).isEqualTo("Common Community");
        assertThat(data.path("source").asString()).isEqualTo("threatconnect");
        assertThat(data.path("category").asString()).isEqualTo("unknown");
        assertThat(data.path("ttl_seconds").asLong()).isEqualTo(3_600);
        assertThat(told.get(0).path("anchor").path("status").asString()).isEqualTo("final");
        String id = told.get(0).path("id").asString();
        V2Node.Answer proof = node.bearer(node.alpha.bearer(), "GET", "/api/v1/threats/" + id + "/proof", null);
        assertThat(proof.status()).isEqualTo(200);
        JsonNode record = node.bearer(node.alpha.bearer(), "GET", "/api/threat/203.0.113.40", null)
                .json();
        assertThat(record.path("seen").asBoolean()).isTrue();
        assertThat(record.path("confidence").asDouble()).isEqualTo(0.49);
        assertThat(record.path("threats").get(0).asString()).isEqualTo(id);

        node.send(
                node.beta, "DELETE", "/v2/indicators/addresses/203.0.113.40?owner=Common%20Community&reason=no", null);
        JsonNode gone = node.v1("203.0.113.40", false).get(0);
        assertThat(gone.path("status").asString()).isEqualTo("revoked");
        assertThat(gone.path("revocation").path("reason").asString()).isEqualTo("no");
    }

    @Test
    void anIndicatorDoesNotExpireUnlessItIsTold() throws IOException {
        node.add(node.alpha, V2Node.ALPHA, "203.0.113.41", "");
        assertThat(node.v1("203.0.113.41", true)
                        .get(0)
                        .path("data")
                        .path("expires_at")
                        .isNull())
                .isTrue();
        node.send(node.alpha, "PUT", "/v2/indicators/addresses/203.0.113.41", "{\"ttl_seconds\":60}");
        assertThat(node.v1("203.0.113.41", true)
                        .get(0)
                        .path("data")
                        .path("ttl_seconds")
                        .asInt())
                .isEqualTo(60);
        node.send(node.alpha, "PUT", "/v2/indicators/addresses/203.0.113.41", "{\"ttl_seconds\":0}");
        assertThat(node.v1("203.0.113.41", true)
                        .get(0)
                        .path("data")
                        .path("expires_at")
                        .isNull())
                .isTrue();
    }

    @Test
    void whatV1SaysIsChangedHereAndKeepsAllElseItSaid() throws IOException {
        JsonNode published = node.publish(node.alpha, """
                {"target":"203.0.113.42","source":"sensor","category":"ssh","severity":"high","action":"alert",
                 "ttl_seconds":7200,"tags":["a"],"asn":64500,"country":"DE","fleet":"core","port":22,"comment":"c"}""");
        JsonNode before = published.get(0).path("data");
        assertThat(status("POST", "/v2/indicators/addresses/203.0.113.42/tags/Nation%20State"))
                .isEqualTo(201);
        node.send(node.alpha, "PUT", "/v2/indicators/addresses/203.0.113.42", "{\"confidence\":5}");
        JsonNode after = node.v1("203.0.113.42", true).get(0).path("data");
        for (String kept : List.of(
                "source",
                "category",
                "severity",
                "action",
                "expires_at",
                "asn",
                "country",
                "fleet",
                "rating",
                "owner")) {
            assertThat(after.path(kept)).as(kept).isEqualTo(before.path(kept));
        }
        JsonNode seen = node.bearer(
                        node.alpha.bearer(),
                        "GET",
                        "/api/v1/threats/" + after.path("threat_id").asString(),
                        null)
                .json()
                .path("data");
        assertThat(seen.path("port").asInt()).isEqualTo(22);
        assertThat(seen.path("comment").asString()).isEqualTo("c");
        assertThat(after.path("confidence").asInt()).isEqualTo(5);
        assertThat(after.path("tags")).hasSize(2);
        assertThat(node.v1("203.0.113.42", false)).hasSize(3);
    }

    @Test
    void aChangeThatChangesNothingWritesNothing() throws IOException {
        node.add(node.alpha, V2Node.ALPHA, "203.0.113.43", ",\"rating\":2");
        assertThat(node.send(node.alpha, "PUT", "/v2/indicators/addresses/203.0.113.43", "{\"rating\":2}")
                        .status())
                .isEqualTo(200);
        assertThat(node.send(node.alpha, "PUT", "/v2/indicators/addresses/203.0.113.43", null)
                        .status())
                .isEqualTo(200);
        assertThat(status("DELETE", "/v2/indicators/addresses/203.0.113.43/tags/none"))
                .isEqualTo(200);
        assertThat(node.v1("203.0.113.43", false)).hasSize(1);
    }

    @Test
    void deletingTakesBackWhatAllSourcesOfTheOwnerSay() throws IOException {
        node.publish(
                node.alpha,
                "{\"target\":\"203.0.113.44\",\"source\":\"one\"}",
                "{\"target\":\"203.0.113.44\",\"source\":\"two\"}");
        node.add(node.beta, V2Node.BETA, "203.0.113.44", "");
        assertThat(status("DELETE", "/v2/indicators/addresses/203.0.113.44")).isEqualTo(200);
        assertThat(node.v1("203.0.113.44", true))
                .extracting(each -> each.path("data").path("owner").asString())
                .containsExactly("beta");
    }

    @Test
    void tagsAreNamesOfAnyText() throws IOException {
        node.add(node.alpha, V2Node.ALPHA, "203.0.113.45", "");
        String tags = "/v2/indicators/addresses/203.0.113.45/tags";
        for (String tag : List.of("Nation%20State", "a%2Fb", "a+b", "%F0%9F%A6%8A", "50%25", "x;y", "deleted")) {
            assertThat(status("POST", tags + "/" + tag)).as(tag).isEqualTo(201);
            assertThat(status("GET", tags + "/" + tag)).as(tag).isEqualTo(200);
            assertThat(status("GET", "/v2/tags/" + tag)).as(tag).isEqualTo(200);
        }
        assertThat(node.data(node.alpha, tags).path("tag"))
                .extracting(tag -> tag.path("name").asString())
                .containsExactlyInAnyOrder("Nation State", "a/b", "a+b", "🦊", "50%", "x;y", "deleted");
        assertThat(status("POST", tags + "/a+b")).isEqualTo(201);
        assertThat(node.data(node.alpha, tags).path("resultCount").asInt()).isEqualTo(7);
        assertThat(status("DELETE", tags + "/a%2Fb")).isEqualTo(200);
        assertThat(status("GET", tags + "/a%2Fb")).isEqualTo(404);
        assertThat(status("GET", "/v2/tags/a%2Fb")).isEqualTo(404);
        assertThat(node.data(node.alpha, "/v2/tags/a+b/indicators").path("indicator"))
                .hasSize(1);
        assertThat(node.data(node.alpha, "/v2/tags/a+b/indicators/addresses").path("address"))
                .hasSize(1);
        assertThat(node.data(node.alpha, "/v2/tags/a+b/indicators/cidrBlocks").path("cidrBlock"))
                .isEmpty();
    }

    @Test
    void networksAreIndicatorsToo() throws IOException {
        JsonNode made = node.add(node.alpha, V2Node.ALPHA, "198.51.100.77/24", ",\"rating\":2");
        assertThat(made.path("Block").asString()).isEqualTo("198.51.100.0/24");
        assertThat(node.data(node.alpha, "/v2/indicators/cidrBlocks/198.51.100.0%2F24")
                        .path("cidrBlock"))
                .isEqualTo(made);
        node.add(node.alpha, V2Node.ALPHA, "2001:0db8:10:0:0:0:0:0/48", "");
        assertThat(node.data(node.alpha, "/v2/indicators/cidrBlocks/2001:db8:10:0:0:0:0:0%2F48")
                        .path("cidrBlock")
                        .path("Block")
                        .asString())
                .isEqualTo("2001:db8:10::/48");
        assertThat(status("DELETE", "/v2/indicators/cidrBlocks/198.51.100.0%2f24"))
                .isEqualTo(200);
        assertThat(status("GET", "/v2/indicators/cidrBlocks/198.51.100.0/24")).isEqualTo(404);
        assertThat(node.get(node.alpha, "/v2/indicators/addresses/198.51.100.0%2F24")
                        .status())
                .isEqualTo(400);
    }
}
