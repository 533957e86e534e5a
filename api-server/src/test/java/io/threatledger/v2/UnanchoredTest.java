package io.threatledger.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes while the chain is slow, and while it is not there. */
class UnanchoredTest {
    private static final String ADDRESSES = "/v2/indicators/addresses";

    @TempDir
    Path folder;

    private V2Node node;

    @BeforeEach
    void start() throws Exception {
        node = new V2Node(folder);
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    private static String ip(String value) {
        return "{\"ip\":\"" + value + "\"}";
    }

    @Test
    void whatIsNotAnchoredInTimeIsAccepted() throws IOException {
        node.rpc("evm_setAutomine", "false");
        V2Node.Answer made = node.send(node.alpha, "POST", ADDRESSES, ip("203.0.113.1"), "Prefer", "respond-async");
        assertThat(made.status()).isEqualTo(202);
        assertThat(made.data().path("address").path("ip").asString()).isEqualTo("203.0.113.1");
        assertThat(node.send(node.alpha, "PUT", ADDRESSES + "/203.0.113.1", "{\"rating\":1}", "Prefer", "wait=1")
                        .status())
                .isEqualTo(202);
        V2Node.Answer tag =
                node.send(node.alpha, "POST", ADDRESSES + "/203.0.113.1/tags/a", null, "Prefer", "respond-async");
        assertThat(tag.status()).isEqualTo(202);
        assertThat(tag.text()).isEqualTo("{\"status\":\"Success\"}");
        assertThat(node.data(node.alpha, ADDRESSES + "/203.0.113.1?includeTags=true")
                        .path("address")
                        .path("tag"))
                .hasSize(1);

        long at = node.timestamp();
        V2Node.Answer gone =
                node.sendAt(at, node.alpha, "DELETE", ADDRESSES + "/203.0.113.1", null, "Prefer", "respond-async");
        assertThat(gone.status()).isEqualTo(202);
        assertThat(node.get(node.alpha, ADDRESSES + "/203.0.113.1").status()).isEqualTo(404);

        node.rpc("evm_setAutomine", "true");
        node.rpc("evm_mine", "");
        assertThat(node.sendAt(at, node.alpha, "DELETE", ADDRESSES + "/203.0.113.1", null, "Prefer", "wait=60")
                        .status())
                .as("a repetition waits for the anchor that the first one did not wait for")
                .isEqualTo(200);
        assertThat(node.v1("203.0.113.1", false)).hasSize(3);
    }

    @Test
    void whileTheChainIsNotThereNothingIsWrittenAndAllIsRead() throws Exception {
        node.add(node.alpha, V2Node.ALPHA, "203.0.113.1", ",\"rating\":2");
        node.anvil().suspend();
        try {
            V2Node.Answer refused = untilRefused();
            assertThat(refused.message()).isEqualTo("Blockchain unavailable: unreachable");
            assertThat(refused.header("Retry-After")).isPresent();
            List<V2Node.Answer> answers = List.of(
                    node.send(node.alpha, "POST", ADDRESSES, ip("203.0.113.2")),
                    node.send(node.alpha, "PUT", ADDRESSES + "/203.0.113.1", "{\"rating\":5}"),
                    node.send(node.alpha, "DELETE", ADDRESSES + "/203.0.113.1", null),
                    node.send(node.alpha, "POST", ADDRESSES + "/203.0.113.1/tags/a", null),
                    node.send(node.alpha, "DELETE", ADDRESSES + "/203.0.113.1/tags/a", null));
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.message()).startsWith("Blockchain unavailable: ");
            });
            V2Node.Answer xml =
                    node.send(node.alpha, "DELETE", ADDRESSES + "/203.0.113.1", null, "Accept", "application/xml");
            assertThat(xml.status()).isEqualTo(503);
            assertThat(ExchangeXml.valid(xml.response().body()).getNodeName()).isEqualTo("addressResponse");
            assertThat(node.send(node.alpha, "POST", ADDRESSES, "junk").status())
                    .isEqualTo(400);
            assertThat(node.data(node.alpha, "/v2/indicators")
                            .path("resultCount")
                            .asInt())
                    .isEqualTo(1);
            assertThat(node.data(node.alpha, ADDRESSES + "/203.0.113.1")
                            .path("address")
                            .path("rating")
                            .asInt())
                    .isEqualTo(2);
            assertThat(node.v1("203.0.113.2", false)).isEmpty();
        } finally {
            node.anvil().resume();
        }
        long end = System.nanoTime() + 60_000_000_000L;
        while (node.send(node.alpha, "POST", ADDRESSES, ip("203.0.113.2")).status() == 503) {
            assertThat(System.nanoTime()).as("it comes back").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(node.data(node.alpha, "/v2/indicators").path("resultCount").asInt())
                .isEqualTo(2);
    }

    /** The gate closes when it has noticed; deleting what is not there writes nothing before either. */
    private V2Node.Answer untilRefused() throws IOException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (true) {
            V2Node.Answer answer = node.send(node.alpha, "DELETE", ADDRESSES + "/203.0.113.9", null);
            if (answer.status() == 503) {
                return answer;
            }
            assertThat(System.nanoTime()).as("the gate closes").isLessThan(end);
        }
    }
}
