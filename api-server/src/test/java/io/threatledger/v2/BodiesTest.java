package io.threatledger.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes that say what cannot be kept: each refusal names the field, what it had and what it wants, and writes nothing. */
class BodiesTest {
    private static final String ADDRESSES = "/v2/indicators/addresses";
    private static final String NOT_PROPERLY = "The request was not properly formed: ";

    @TempDir
    static Path folder;

    private static V2Node node;

    @BeforeAll
    static void start() throws Exception {
        node = new V2Node(folder);
        node.add(node.alpha, V2Node.ALPHA, "203.0.113.1", ",\"rating\":2");
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(node.data(node.alpha, "/v2/indicators").path("resultCount").asInt())
                .as("nothing that was refused is there")
                .isEqualTo(1);
        node.close();
    }

    private static String refused(String method, String target, @Nullable String body) throws IOException {
        V2Node.Answer answer = node.send(node.alpha, method, target, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.message();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{} | The ip for this Address is invalid: missing (wanted: an IPv4 or IPv6 address)",
                "{\"rating\":1} | The ip for this Address is invalid: missing (wanted: an IPv4 or IPv6 address)",
                "{\"ip\":null} | The ip for this Address is invalid: missing (wanted: an IPv4 or IPv6 address)",
                "{\"ip\":7} | The ip for this Address is invalid: 7 (wanted: an IPv4 or IPv6 address)",
                "{\"ip\":\"x\"} | The ip for this Address is invalid: \"x\" (wanted: an IPv4 or IPv6 address)",
                "{\"ip\":\"203.0.113.0/24\"} | The ip for this Address is invalid: \"203.0.113.0/24\" (wanted: an IPv4 or IPv6 address)",
            })
    void aValueThatIsNoAddressIsRefused(String body, String message) throws IOException {
        assertThat(refused("POST", ADDRESSES, body)).isEqualTo(message);
    }

    @Test
    void aValueThatIsNoNetworkIsRefused() throws IOException {
        String wanted = " (wanted: a network such as 203.0.113.0/24)";
        assertThat(refused("POST", "/v2/indicators/cidrBlocks", "{\"Block\":\"203.0.113.9\"}"))
                .isEqualTo("The Block for this CIDR is invalid: \"203.0.113.9\"" + wanted);
        assertThat(refused("POST", "/v2/indicators/cidrBlocks", "{\"Block\":\"203.0.113.9/33\"}"))
                .isEqualTo("The Block for this CIDR is invalid: \"203.0.113.9/33\"" + wanted);
        assertThat(refused("POST", "/v2/indicators/cidrBlocks", "{\"ip\":\"203.0.113.9\"}"))
                .contains("\"ip\"", "wanted: Block, rating");
        refused("DELETE", "/v2/indicators/cidrBlocks/junk", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"rating\":6 | rating | 6 (wanted: 0 to 5 with at most one decimal)",
                "\"rating\":-1 | rating | -1 (wanted: 0 to 5 with at most one decimal)",
                "\"rating\":2.55 | rating | 2.55 (wanted: 0 to 5 with at most one decimal)",
                "\"rating\":\"high\" | rating | \"high\" (wanted: 0 to 5 with at most one decimal)",
                "\"rating\":true | rating | true (wanted: 0 to 5 with at most one decimal)",
                "\"rating\":[] | rating | [] (wanted: 0 to 5 with at most one decimal)",
                "\"rating\":\"\\ud83d\" | rating | \"\\ud83d\" (wanted: 0 to 5 with at most one decimal)",
                "\"rating\":[\"\\ud83d\"] | rating | [\"\\ud83d\"] (wanted: 0 to 5 with at most one decimal)",
                "\"confidence\":101 | confidence | 101 (wanted: a whole number from 0 to 100)",
                "\"confidence\":-1 | confidence | -1 (wanted: a whole number from 0 to 100)",
                "\"confidence\":1.5 | confidence | 1.5 (wanted: a whole number from 0 to 100)",
                "\"ttl_seconds\":31536001 | ttl_seconds | 31536001 (wanted: a whole number from 0 to 31536000)",
                "\"active\":false | active | false (wanted: true: DELETE takes an indicator back)",
                "\"active\":\"true\" | active | \"true\" (wanted: true: DELETE takes an indicator back)",
                "\"activeLocked\":1 | activeLocked | 1 (wanted: true or false)",
                "\"privateFlag\":\"no\" | privateFlag | \"no\" (wanted: false)"
            })
    void aFieldThatHasWhatItCannotHaveIsRefused(String member, String field, String rest) throws IOException {
        String message = "The " + field + " for this Address is invalid: " + rest;
        assertThat(refused("POST", ADDRESSES, "{\"ip\":\"203.0.113.2\"," + member + "}"))
                .isEqualTo(message);
        assertThat(refused("PUT", ADDRESSES + "/203.0.113.1", "{" + member + "}"))
                .isEqualTo(message);
    }

    @Test
    void aValueIsNotRepeatedAtLength() throws IOException {
        String long1 = "9".repeat(100_000);
        assertThat(refused("POST", ADDRESSES, "{\"ip\":\"203.0.113.2\",\"rating\":\"" + long1 + "\"}"))
                .hasSizeLessThan(200);
        assertThat(refused("POST", ADDRESSES, "{\"ip\":[\"" + long1 + "\"]}")).hasSizeLessThan(200);
        assertThat(refused("POST", ADDRESSES, "{\"" + long1 + "\":1}")).hasSizeLessThan(300);
    }

    @Test
    void thisLedgerIsPublic() throws IOException {
        assertThat(refused("POST", ADDRESSES, "{\"ip\":\"203.0.113.2\",\"privateFlag\":true}"))
                .isEqualTo("This ledger is public");
        assertThat(refused("PUT", ADDRESSES + "/203.0.113.1", "{\"privateFlag\":true}"))
                .isEqualTo("This ledger is public");
        assertThat(node.send(node.alpha, "PUT", ADDRESSES + "/203.0.113.1", "{\"privateFlag\":false}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatWouldBeLostIsRefused() throws IOException {
        for (String name : List.of("description", "source", "attribute", "tag", "md5", "Rating")) {
            assertThat(refused("POST", ADDRESSES, "{\"ip\":\"203.0.113.2\",\"" + name + "\":\"x\"}"))
                    .as(name)
                    .startsWith(NOT_PROPERLY + "\"" + name + "\": ")
                    .endsWith("(wanted: ip, rating, confidence, active, activeLocked, privateFlag, ttl_seconds)");
        }
    }

    @Test
    void whatAClientWasToldItMaySendBack() throws IOException {
        V2Node.Answer told = node.get(node.alpha, ADDRESSES + "/203.0.113.1?includeAdditional=true");
        String entity = told.data().path("address").toString();
        V2Node.Answer answer = node.send(node.alpha, "PUT", ADDRESSES + "/203.0.113.1", entity);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(refused("PUT", ADDRESSES + "/203.0.113.1", entity.replace("\"203.0.113.1\"", "\"203.0.113.2\"")))
                .isEqualTo("The ip for this Address is invalid: another than the path names"
                        + " (wanted: to be left out: it cannot be changed)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "7", "{", "{\"ip\":\"203.0.113.2\"}x", "[{\"ip\":\"203.0.113.2\"}]", "\u0000"})
    void aBodyThatIsNoObjectIsRefused(String body) throws IOException {
        assertThat(refused("POST", ADDRESSES, body)).contains("wanted: ");
    }

    @Test
    void xmlIsForAnswersOnly() throws IOException {
        for (String body :
                List.of("<Address><Ip>203.0.113.2</Ip></Address>", "\n <?xml version=\"1.0\"?><a/>", "\uFEFF<a/>")) {
            assertThat(refused("POST", ADDRESSES, body))
                    .isEqualTo(NOT_PROPERLY + "body: XML (wanted: JSON; XML is for answers only)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.0/8 (private)",
        "127.0.0.1, 127.0.0.0/8 (loopback)",
        "::1, ::1 (loopback)",
        "224.0.0.1, 224.0.0.0/4 (multicast)"
    })
    void whatIsProtectedIsExcluded(String value, String range) throws IOException {
        V2Node.Answer answer = node.send(node.alpha, "POST", ADDRESSES, "{\"ip\":\"" + value + "\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message())
                .isEqualTo("This Indicator is included in a system-wide exclusion list: target " + value
                        + " is protected: " + range);
    }

    @Test
    void aNetworkAroundWhatIsProtectedAndOneTooWideAreExcluded() throws IOException {
        V2Node.Answer answer =
                node.send(node.alpha, "POST", "/v2/indicators/cidrBlocks", "{\"Block\":\"192.168.0.0/15\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message()).contains("protected");
        V2Node.Answer wide = node.send(node.alpha, "POST", "/v2/indicators/cidrBlocks", "{\"Block\":\"64.0.0.0/7\"}");
        assertThat(wide.status()).isEqualTo(403);
        assertThat(wide.message()).contains("64.0.0.0/7 is too wide", "wanted: /8 or longer");
    }

    @Test
    void namesOfTagsHaveBounds() throws IOException {
        String tags = ADDRESSES + "/203.0.113.1/tags/";
        String length = "The name for this Tag is invalid, please enter a name between 1-128 characters in length";
        assertThat(refused("POST", tags + "x".repeat(129), null)).isEqualTo(length);
        assertThat(refused("POST", tags + "%20", null)).isEqualTo(length);
        assertThat(refused("POST", tags + "a%0Ab", null)).startsWith(NOT_PROPERLY + "tags: ");
        assertThat(node.send(node.alpha, "DELETE", tags + "y".repeat(128), null).status())
                .isEqualTo(200);
    }

    @Test
    void thereIsAMostOfTags() throws IOException {
        node.publish(
                node.beta,
                "{\"target\":\"203.0.113.3\",\"tags\":["
                        + String.join(
                                ",",
                                java.util.stream.IntStream.range(0, 32)
                                        .mapToObj(i -> "\"t" + i + "\"")
                                        .toList())
                        + "]}");
        V2Node.Answer answer = node.send(node.beta, "POST", ADDRESSES + "/203.0.113.3/tags/more", null);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo(NOT_PROPERLY + "tags: 33 tags (wanted: at most 32 tags)");
    }

    @Test
    void reasonsHaveBounds() throws IOException {
        assertThat(refused("DELETE", ADDRESSES + "/203.0.113.1?reason=" + "x".repeat(257), null))
                .startsWith(NOT_PROPERLY + "reason: ");
        assertThat(refused("DELETE", ADDRESSES + "/203.0.113.1?reason=a%0Ab", null))
                .startsWith(NOT_PROPERLY + "reason: ");
    }
}
