package io.threatledger.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/** Every kind of answer in XML: valid, under the names that clients know, and the same as in JSON. */
class XmlAnswersTest {
    private static final String ADDRESSES = "/v2/indicators/addresses";
    private static final List<String> TAGS = List.of("a & b", "<x>", "]]>", "\"quoted\" 'single'", "🦊", "é", "\uFFFE");

    @TempDir
    static Path folder;

    private static V2Node node;

    @BeforeAll
    static void start() throws Exception {
        node = new V2Node(folder);
        node.publish(
                node.alpha,
                "{\"target\":\"203.0.113.1\",\"confidence\":50,\"tags\":"
                        + io.threatledger.http.Json.MAPPER.writeValueAsString(TAGS) + "}",
                "{\"target\":\"198.51.100.0/24\",\"severity\":\"low\"}",
                "{\"target\":\"203.0.113.2\"}",
                "{\"target\":\"203.0.113.3\"}");
        node.send(node.alpha, "DELETE", ADDRESSES + "/203.0.113.3", null);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    private static Element xml(V2Node.Answer answer) {
        assertThat(answer.type()).as(answer.text()).isEqualTo("application/xml");
        return ExchangeXml.valid(answer.response().body());
    }

    private static Element xml(String target) throws IOException {
        return xml(node.get(node.alpha, target, "Accept", "application/xml"));
    }

    @ParameterizedTest
    @CsvSource({
        "/v2/owners, ownersResponse, ownerListResponseData",
        "/v2/owners?resultStart=9, ownersResponse, ownerListResponseData",
        "/v2/owners/mine, ownerResponse, ownerResponseData",
        "/v2/owners/mine/members, usersResponse, userListResponseData",
        "/v2/whoami, userResponse, userResponseData",
        "/v2/types/indicatorTypes, indicatorTypesResponse, indicatorTypeListResponseData",
        "/v2/types/indicatorTypes/address, indicatorTypeResponse, indicatorTypeResponseData",
        "/v2/tags, tagsResponse, tagListResponseData",
        "/v2/tags/é, tagResponse, tagResponseData",
        "/v2/tags/é/indicators, indicatorsResponse, indicatorListResponseData",
        "/v2/tags/é/indicators/addresses, addressesResponse, addressListResponseData",
        "/v2/tags/é/indicators/cidrBlocks, customIndicatorsResponse, customIndicatorListResponseData",
        "/v2/indicators, indicatorsResponse, indicatorListResponseData",
        "/v2/indicators?includeTags=true&includeAdditional=true, indicatorsResponse, indicatorListResponseData",
        "/v2/indicators/?resultStart=1&resultLimit=1, indicatorsResponse, indicatorListResponseData",
        "/v2/indicators?resultStart=99, indicatorsResponse, indicatorListResponseData",
        "/v2/indicators/deleted, indicatorsResponse, indicatorListResponseData",
        "/v2/indicators/addresses/deleted, indicatorsResponse, indicatorListResponseData",
        "/v2/indicators/addresses, addressesResponse, addressListResponseData",
        "/v2/indicators/addresses/?includes=tags, addressesResponse, addressListResponseData",
        "/v2/indicators/cidrBlocks, customIndicatorsResponse, customIndicatorListResponseData",
        "/v2/indicators/addresses/203.0.113.1, addressResponse, addressResponseData",
        "/v2/indicators/addresses/203.0.113.1?includeTags=true, addressResponse, addressResponseData",
        "/v2/indicators/cidrBlocks/198.51.100.0%2F24, customIndicatorResponse, customIndicatorResponseData",
        "/v2/indicators/addresses/203.0.113.1/owners, ownersResponse, ownerListResponseData",
        "/v2/indicators/addresses/203.0.113.1/tags, tagsResponse, tagListResponseData",
        "/v2/indicators/addresses/203.0.113.1/tags/é, tagResponse, tagResponseData"
    })
    void theSameInBothForms(String path, String root, String type) throws IOException {
        String target = path.replace("é", "%C3%A9");
        Element xml = xml(target);
        assertThat(xml.getNodeName()).isEqualTo(root);
        assertThat(ExchangeXml.texts(xml, "Status")).containsExactly("Success");
        assertThat(ExchangeXml.dataType(xml)).isEqualTo(type);
        List<String> fromJson = new ArrayList<>();
        leaves(node.data(node.alpha, target), fromJson);
        List<String> fromXml = new ArrayList<>();
        leaves(ExchangeXml.elements(xml, "Data").getFirst(), fromXml);
        assertThat(fromXml).isEqualTo(fromJson);
    }

    private static void leaves(JsonNode node, List<String> into) {
        if (node.isValueNode()) {
            // XML 1.0 has no way to write this one
            into.add(node.asString().replace('\uFFFE', '\uFFFD'));
        }
        node.forEach(each -> leaves(each, into));
    }

    private static void leaves(Element element, List<String> into) {
        boolean isLeaf = true;
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                isLeaf = false;
                leaves(inner, into);
            }
        }
        if (isLeaf && !element.getNodeName().equals("Data")) {
            into.add(element.getTextContent());
        }
    }

    @Test
    void textsArriveAsTheyAreOrWithTheReplacementCharacter() throws IOException {
        Element tags = xml(ADDRESSES + "/203.0.113.1/tags");
        assertThat(ExchangeXml.texts(tags, "Name"))
                .containsExactly("a & b", "<x>", "]]>", "\"quoted\" 'single'", "🦊", "é", "\uFFFD");
        assertThat(node.data(node.alpha, ADDRESSES + "/203.0.113.1/tags").path("tag"))
                .extracting(tag -> tag.path("name").asString())
                .containsExactlyElementsOf(TAGS);
    }

    @Test
    void ownersHaveTheTypeOfTheirKind() throws IOException {
        assertThat(ExchangeXml.elements(xml("/v2/owners"), "Owner"))
                .extracting(owner -> owner.getAttribute("xsi:type"))
                .containsExactly("organization", "community", "source");
        assertThat(ExchangeXml.elements(xml(ADDRESSES + "/203.0.113.1"), "Owner"))
                .extracting(owner -> owner.getAttribute("xsi:type"))
                .containsExactly("organization");
    }

    @Test
    void writesAreAnsweredAsTheSingleOneTheyAreAbout() throws IOException {
        String[] xml = {"Accept", "text/xml"};
        Element made = xml(node.send(node.alpha, "POST", ADDRESSES, "{\"ip\":\"203.0.113.9\",\"rating\":2.5}", xml));
        assertThat(made.getNodeName()).isEqualTo("addressResponse");
        assertThat(ExchangeXml.dataType(made)).isEqualTo("addressResponseData");
        assertThat(ExchangeXml.texts(made, "Rating")).containsExactly("2.5");
        Element again = xml(node.send(node.alpha, "POST", ADDRESSES, "{\"ip\":\"203.0.113.9\"}", xml));
        assertThat(again.getNodeName()).isEqualTo("addressResponse");
        assertThat(ExchangeXml.texts(again, "Message")).hasSize(1);
        Element block =
                xml(node.send(node.alpha, "POST", "/v2/indicators/cidrBlocks", "{\"Block\":\"2001:db8::/48\"}", xml));
        assertThat(block.getNodeName()).isEqualTo("customIndicatorResponse");
        Element put = xml(node.send(node.alpha, "PUT", ADDRESSES + "/203.0.113.9", "{\"confidence\":3}", xml));
        assertThat(ExchangeXml.texts(put, "Confidence")).containsExactly("3");
        for (String target : List.of("/tags/deleted", "/tags/x")) {
            Element tag = xml(node.send(node.alpha, "POST", ADDRESSES + "/203.0.113.9" + target, null, xml));
            assertThat(tag.getNodeName()).isEqualTo("tagResponse");
            assertThat(ExchangeXml.elements(tag, "Data")).isEmpty();
        }
        Element gone = xml(node.send(node.alpha, "DELETE", ADDRESSES + "/203.0.113.9", null, xml));
        assertThat(gone.getNodeName()).isEqualTo("addressResponse");
        assertThat(gone.getTextContent()).isEqualTo("Success");
    }

    @ParameterizedTest
    @CsvSource({
        "/v2/nothing, response, 404",
        "/v2/indicators/hosts, response, 404",
        "/v2/indicators/bulk/json?owner=x, response, 403",
        "/v2/owners?owner=a&resultStart=x, ownersResponse, 400",
        "/v2/owners/99, ownerResponse, 403",
        "/v2/indicators?filters=%3C%26%3E%3D1, indicatorsResponse, 400",
        "/v2/indicators/addresses/%3Cx%3E, addressResponse, 400",
        "/v2/indicators/cidrBlocks/192.0.2.0%2F24, customIndicatorResponse, 404"
    })
    void failuresAreXmlToo(String target, String root, int status) throws IOException {
        V2Node.Answer answer = node.get(node.alpha, target, "Accept", "application/xml");
        assertThat(answer.status()).isEqualTo(status);
        Element xml = xml(answer);
        assertThat(xml.getNodeName()).isEqualTo(root);
        assertThat(ExchangeXml.texts(xml, "Status")).containsExactly("Failure");
        assertThat(ExchangeXml.texts(xml, "Message"))
                .containsExactly(node.get(node.alpha, target).message());
    }

    @Test
    void whatCannotBeReadIsRefusedInXmlToo() throws IOException {
        V2Node.Access nobody = new V2Node.Access("", "1", "x", "");
        V2Node.Answer answer = node.get(nobody, "/v2/owners", "Accept", "application/xml");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(ExchangeXml.texts(xml(answer), "Message")).containsExactly("Access Denied");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "application/json | application/json",
                "application/json, application/xml | application/json",
                "application/xml, */* | application/json",
                "application/xml;q=0.5, application/json;q=0.9 | application/json",
                "application/xml;q=0 | application/json",
                "text/html, image/gif | application/json",
                "junk;;;q=, /, application/xm | application/json",
                "application/xml | application/xml",
                "TEXT/XML | application/xml",
                "application/xml;charset=utf-8 | application/xml",
                "application/xml, application/json;q=0.5 | application/xml",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | application/xml"
            })
    void theFormIsTheOneThatIsPreferred(String accept, String type) throws IOException {
        assertThat(node.get(node.alpha, "/v2/owners", "Accept", accept).type()).isEqualTo(type);
        assertThat(node.get(node.alpha, "/v2/nothing", "Accept", accept).type()).isEqualTo(type);
    }

    @Test
    void bulkAnswersHaveTheTypeOfTheirPath() throws IOException {
        for (String accept : List.of("application/xml", "*/*")) {
            assertThat(node.get(node.alpha, "/v2/indicators/bulk", "Accept", accept)
                            .type())
                    .isEqualTo("application/json");
            assertThat(node.get(node.alpha, "/v2/indicators/bulk/json", "Accept", accept)
                            .type())
                    .isEqualTo("application/json");
            assertThat(node.get(node.alpha, "/v2/indicators/bulk/csv", "Accept", accept)
                            .type())
                    .isEqualTo("text/csv");
        }
    }
}
