package io.threatledger.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who asks, as whom, and for what there is; and what there is not. */
class OwnersTest {
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

    private static List<String> names(JsonNode owners) {
        return StreamSupport.stream(owners.spliterator(), false)
                .map(owner ->
                        owner.path("name").asString() + " " + owner.path("type").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2",
                "/v2/",
                "/v2/nothing",
                "/v2/owners/mine/metrics",
                "/v2/indicators/hosts",
                "/v2/indicators/hosts/example.com",
                "/v2/indicators/Addresses",
                "/v2/indicators/addresses/203.0.113.1/attributes",
                "/v2/indicators/addresses/203.0.113.1/tags/a/b",
                "/v2/indicators/bulk/xml",
                "/v2/groups",
                "/v2/types/indicatorTypes/host"
            })
    void whatThereIsNotIsNotFoundInTheEnvelope(String target) throws IOException {
        V2Node.Answer answer = node.get(node.alpha, target);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text())
                .isEqualTo("{\"status\":\"Failure\",\"message\":\"The requested resource was not found\"}");
        assertThat(answer.type()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v2/owners",
        "DELETE, /v2/owners",
        "PUT, /v2/indicators",
        "PUT, /v2/indicators/addresses",
        "DELETE, /v2/indicators/addresses",
        "POST, /v2/indicators/addresses/203.0.113.1",
        "PUT, /v2/indicators/addresses/203.0.113.1/tags/a",
        "DELETE, /v2/indicators/bulk/json",
        "POST, /v2/batch"
    })
    void aMethodThatAResourceDoesNotHaveIsNotFound(String method, String target) throws IOException {
        V2Node.Answer answer = node.send(node.alpha, method, target, null);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.message()).isEqualTo("The requested resource was not found");
    }

    @Test
    void aMethodThatNothingHereHasIsRefusedInTheEnvelope() throws IOException {
        V2Node.Answer answer = node.send(node.alpha, "PATCH", "/v2/owners", null);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.message()).isNotEmpty();
    }

    @Test
    void anOwnerThatIsNotVisibleIsNotThere() throws IOException {
        for (String target : List.of(
                "/v2/indicators?owner=loner",
                "/v2/indicators?owner=nobody",
                "/v2/indicators?owner=ALPHA",
                "/v2/tags?owner=acme",
                "/v2/indicators/bulk?owner=loner",
                "/v2/indicators/bulk/json?owner=loner",
                "/v2/indicators/deleted?owner=loner",
                "/v2/indicators/addresses/203.0.113.1?owner=loner",
                "/v2/owners/4711",
                "/v2/owners/junk")) {
            V2Node.Answer answer = node.get(node.alpha, target);
            assertThat(answer.status()).as(target).isEqualTo(403);
            assertThat(answer.message()).isEqualTo("The requested owner was not found");
        }
    }

    @Test
    void anAccountSeesItsOwnOwnerAndThoseItIsAMemberOf() throws IOException {
        JsonNode data = node.data(node.alpha, "/v2/owners");
        assertThat(data.path("resultCount").asInt()).isEqualTo(3);
        assertThat(names(data.path("owner")))
                .containsExactly("alpha Organization", "Common Community Community", "Feed.1 Source");
        assertThat(names(node.data(node.beta, "/v2/owners").path("owner")))
                .containsExactly("beta Organization", "Common Community Community");
        assertThat(names(node.data(node.loner, "/v2/owners").path("owner"))).containsExactly("loner Individual");
        assertThat(names(node.data(node.feed, "/v2/owners").path("owner"))).containsExactly("Feed.1 Source");
        JsonNode first = data.path("owner").get(0);
        assertThat(first.propertyNames()).containsExactly("id", "name", "type");
        assertThat(first.path("id").isIntegralNumber()).isTrue();
    }

    @Test
    void ownersAreReadInParts() throws IOException {
        JsonNode second = node.data(node.alpha, "/v2/owners?resultStart=1&resultLimit=1");
        assertThat(second.has("resultCount")).isFalse();
        assertThat(names(second.path("owner"))).containsExactly("Common Community Community");
        JsonNode none = node.data(node.alpha, "/v2/owners?resultStart=3");
        assertThat(none.path("owner").isArray()).isTrue();
        assertThat(none.path("owner")).isEmpty();
    }

    @Test
    void oneOwnerIsAnObject() throws IOException {
        JsonNode mine = node.data(node.alpha, "/v2/owners/mine");
        assertThat(mine.path("resultCount").asInt()).isEqualTo(1);
        assertThat(mine.path("owner").path("name").asString()).isEqualTo("alpha");
        int community = node.data(node.alpha, "/v2/owners")
                .path("owner")
                .get(1)
                .path("id")
                .asInt();
        assertThat(node.data(node.alpha, "/v2/owners/" + community)
                        .path("owner")
                        .path("name")
                        .asString())
                .isEqualTo("Common Community");
        assertThat(node.get(node.loner, "/v2/owners/" + community).status()).isEqualTo(403);
    }

    @Test
    void whoamiAndMembersNameAccounts() throws IOException {
        JsonNode user = node.data(node.alpha, "/v2/whoami").path("user");
        assertThat(user.path("userName").asString()).isEqualTo("alpha bot");
        assertThat(user.path("role").asString()).isEqualTo("Api User");
        assertThat(user.propertyNames()).containsExactly("userName", "firstName", "lastName", "pseudonym", "role");
        JsonNode members = node.data(node.loner, "/v2/owners/mine/members").path("user");
        assertThat(members)
                .extracting(member -> member.path("userName").asString())
                .containsExactly("loner bot");
    }

    @Test
    void typesOfIndicatorsAreListedAndShown() throws IOException {
        JsonNode data = node.data(node.reader, "/v2/types/indicatorTypes");
        assertThat(data.path("resultCount").asInt()).isEqualTo(2);
        assertThat(data.path("indicatorType"))
                .extracting(type -> type.path("apiBranch").asString())
                .containsExactly("addresses", "cidrBlocks");
        JsonNode cidr =
                node.data(node.reader, "/v2/types/indicatorTypes/cidrBlock").path("indicatorType");
        assertThat(cidr.path("name").asString()).isEqualTo("CIDR");
        assertThat(cidr.path("custom").isString()).isTrue();
        assertThat(cidr.path("value1Label").asString()).isEqualTo("Block");
    }

    @Test
    void slashesAtTheEndUnknownParametersAndTheActivityLogChangeNothing() throws IOException {
        String plain = node.get(node.alpha, "/v2/owners").text();
        for (String target : List.of(
                "/v2/owners/",
                "/v2/owners?createActivityLog=false",
                "/v2/owners/?createActivityLog=true&x=1&x=2&%3D=",
                "/v2/owners?owner=")) {
            assertThat(node.get(node.alpha, target).text()).as(target).isEqualTo(plain);
        }
        assertThat(node.data(node.alpha, "/v2/indicators/addresses/?Owner=Common%20Community&resultLimit=1")
                        .path("address")
                        .isArray())
                .isTrue();
        assertThat(node.data(node.alpha, "/v2/tags/?filters=name%5Ea")
                        .path("tag")
                        .isArray())
                .isTrue();
    }

    @Test
    void theContentTypeIsBareAndNothingIsKept() throws IOException {
        V2Node.Answer answer = node.get(node.alpha, "/v2/owners");
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("X-Request-Id")).isPresent();
    }

    @Test
    void headIsSignedAsHead() throws IOException {
        V2Node.Answer answer = node.send(node.alpha, "HEAD", "/v2/owners", null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEmpty();
    }
}
