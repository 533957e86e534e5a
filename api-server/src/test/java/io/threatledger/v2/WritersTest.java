package io.threatledger.v2;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Who may write as whom, and writes that come twice. */
class WritersTest {
    private static final String ADDRESSES = "/v2/indicators/addresses";

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

    private static String refused(V2Node.Access who, String method, String target, @Nullable String body)
            throws IOException {
        V2Node.Answer answer = node.send(who, method, target, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        return answer.message();
    }

    @Test
    void aReaderWritesNothing() throws IOException {
        node.add(node.alpha, V2Node.ALPHA, "203.0.113.1", "");
        String one = ADDRESSES + "/203.0.113.1";
        assertThat(refused(node.reader, "POST", ADDRESSES, "{\"ip\":\"203.0.113.2\"}"))
                .isEqualTo("The requested Address was not created - access was denied");
        assertThat(refused(node.reader, "PUT", one, "{\"rating\":1}"))
                .isEqualTo("The requested Address was not updated - access was denied");
        assertThat(refused(node.reader, "DELETE", one, null))
                .isEqualTo("The requested Address was not deleted - access was denied");
        assertThat(refused(node.reader, "POST", one + "/tags/a", null))
                .isEqualTo("The requested Tag was not created - access was denied");
        assertThat(refused(node.reader, "DELETE", one + "/tags/a", null))
                .isEqualTo("The requested Tag was not removed - access was denied");
        assertThat(refused(node.reader, "POST", "/v2/indicators/cidrBlocks", "junk"))
                .isEqualTo("The requested CIDR was not created - access was denied");
        assertThat(node.v1("203.0.113.1", false)).hasSize(1);
    }

    @Test
    void aSourceIsFedByItsOwnAccountsOnly() throws IOException {
        node.add(node.feed, V2Node.FEED, "203.0.113.3", ",\"rating\":4");
        assertThat(refused(node.alpha, "POST", ADDRESSES + "?owner=Feed.1", "{\"ip\":\"203.0.113.4\"}"))
                .isEqualTo("The requested Address was not created - access was denied");
        refused(node.alpha, "DELETE", ADDRESSES + "/203.0.113.3?owner=Feed.1", null);
        assertThat(node.data(node.alpha, ADDRESSES + "/203.0.113.3?owner=Feed.1")
                        .has("address"))
                .isTrue();
        assertThat(node.get(node.beta, ADDRESSES + "/203.0.113.3?owner=Feed.1").status())
                .isEqualTo(403);
    }

    @Test
    void aCommunityIsWrittenByItsMembersAndBySomeoneElseNever() throws IOException {
        node.add(node.alpha, V2Node.COMMUNITY, "203.0.113.5", ",\"rating\":1");
        String one = ADDRESSES + "/203.0.113.5?owner=Common%20Community";
        assertThat(node.send(node.beta, "PUT", one, "{\"rating\":2}").status()).isEqualTo(200);
        assertThat(node.data(node.alpha, one).path("address").path("rating").asInt())
                .isEqualTo(2);
        V2Node.Answer loner = node.send(node.loner, "PUT", one, "{\"rating\":3}");
        assertThat(loner.status()).isEqualTo(403);
        assertThat(loner.message()).isEqualTo("The requested owner was not found");
    }

    @Test
    void anExactRepetitionIsAppliedOnceAndAnsweredAlike() throws IOException {
        long at = node.timestamp();
        String body = "{\"ip\":\"203.0.113.6\",\"rating\":2}";
        V2Node.Answer first = node.sendAt(at, node.alpha, "POST", ADDRESSES, body);
        assertThat(first.status()).isEqualTo(201);
        assertThat(node.sendAt(at, node.alpha, "POST", ADDRESSES, body).text()).isEqualTo(first.text());

        node.send(node.alpha, "PUT", ADDRESSES + "/203.0.113.6", "{\"rating\":5}");
        V2Node.Answer late = node.sendAt(at, node.alpha, "POST", ADDRESSES, body);
        assertThat(late.status()).isEqualTo(201);
        assertThat(late.text()).isEqualTo(first.text());
        node.send(node.alpha, "DELETE", ADDRESSES + "/203.0.113.6", null);
        assertThat(node.sendAt(at, node.alpha, "POST", ADDRESSES, body).text()).isEqualTo(first.text());
        assertThat(node.get(node.alpha, ADDRESSES + "/203.0.113.6").status()).isEqualTo(404);
        assertThat(node.v1("203.0.113.6", false)).hasSize(2);
    }

    @Test
    void aRepeatedDeletionAndAnotherSecondsDeletionAreTwoThings() throws IOException {
        node.add(node.alpha, V2Node.ALPHA, "203.0.113.7", "");
        long at = node.timestamp();
        String one = ADDRESSES + "/203.0.113.7";
        assertThat(node.sendAt(at, node.alpha, "DELETE", one, null).status()).isEqualTo(200);
        assertThat(node.sendAt(at, node.alpha, "DELETE", one, null).status()).isEqualTo(200);
        assertThat(node.send(node.alpha, "DELETE", one, null).status()).isEqualTo(404);
        node.add(node.alpha, V2Node.ALPHA, "203.0.113.7", "");
        assertThat(node.sendAt(at, node.alpha, "DELETE", one, null).status()).isEqualTo(200);
        assertThat(node.get(node.alpha, one).status()).isEqualTo(200);
    }

    @Test
    void theSameSignatureWithAnotherBodyIsAnotherWrite() throws IOException {
        long at = node.timestamp();
        for (String value : List.of("203.0.113.11", "203.0.113.12", "203.0.113.13")) {
            V2Node.Answer answer = node.sendAt(at, node.alpha, "POST", ADDRESSES, "{\"ip\":\"" + value + "\"}");
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.data().path("address").path("ip").asString()).isEqualTo(value);
        }
        long later = node.timestamp();
        String one = ADDRESSES + "/203.0.113.11";
        node.sendAt(later, node.alpha, "PUT", one, "{\"rating\":1}");
        node.sendAt(later, node.alpha, "PUT", one, "{\"rating\":2}");
        JsonNode repeated = node.sendAt(later, node.alpha, "PUT", one, "{\"rating\":1}")
                .data()
                .path("address");
        assertThat(repeated.path("rating").asInt()).isEqualTo(1);
        assertThat(node.data(node.alpha, one).path("address").path("rating").asInt())
                .isEqualTo(2);
    }

    @Test
    void aWriteThatWasRefusedIsTriedAgain() throws IOException {
        node.add(node.alpha, V2Node.ALPHA, "203.0.113.14", "");
        long at = node.timestamp();
        String body = "{\"ip\":\"203.0.113.14\"}";
        assertThat(node.sendAt(at, node.alpha, "POST", ADDRESSES, body).status())
                .isEqualTo(400);
        node.send(node.alpha, "DELETE", ADDRESSES + "/203.0.113.14", null);
        assertThat(node.sendAt(at, node.alpha, "POST", ADDRESSES, body).status())
                .isEqualTo(201);
    }

    @Test
    void neitherSecretNorSignatureIsLogged() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        root.addAppender(heard);
        try {
            long at = node.timestamp();
            V2Node.Access wrong = new V2Node.Access("alpha", node.alpha.id(), node.beta.secret(), "");
            assertThat(node.sendAt(at, wrong, "GET", "/v2/owners", null).status())
                    .isEqualTo(403);
            assertThat(node.sendAt(at - 4_000, node.alpha, "GET", "/v2/owners", null)
                            .status())
                    .isEqualTo(403);
            assertThat(node.sendAt(at, node.alpha, "POST", ADDRESSES, "junk").status())
                    .isEqualTo(400);
            assertThat(node.sendAt(at, node.alpha, "GET", "/v2/indicators/bulk/csv", null)
                            .status())
                    .isEqualTo(200);
        } finally {
            root.detachAppender(heard);
        }
        assertThat(heard.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains(node.alpha.secret()) || line.contains(node.beta.secret()))
                .noneMatch(line -> line.contains("TC " + node.alpha.id()));
    }
}
