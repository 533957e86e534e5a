package io.threatledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.threatledger.contracts.Bytes32;
import io.threatledger.contracts.ContractKeys;
import io.threatledger.contracts.LedgerContract;
import io.threatledger.merkle.TreeSize;
import io.threatledger.proof.Anchor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every anchor and every key that a chain has of a log is read, however little of it the node gives at once. */
class LogHistoryTest {
    private static final ContractKeys OTHER_ENTRY_KEY =
            new ContractKeys(TestChain.KEYS.checkpointKey(), Bytes32.of(new byte[] {
                1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
            }));
    private static final List<TreeSize> SIZES =
            List.of(new TreeSize(2), new TreeSize(5), new TreeSize(6), new TreeSize(10));

    @TempDir
    static Path folder;

    private static TestChain chain;

    /** Anchors of sizes 2 and 5, then other keys, then anchors of 6 and 10, with empty blocks in between. */
    @BeforeAll
    static void anchor() throws Exception {
        chain = TestChain.start();
        try (TestNode node = TestNode.started(folder, chain.settings());
                ChainClient client = ChainClient.forWork(chain.settings().rpcUrl())) {
            node.awaitPublished(node.append(2));
            chain.ask("anvil_mine", 40);
            node.awaitPublished(node.append(3));
            new Transactor(client, TestChain.OWNER, AnchorPolicy.DEFAULT.feeCapWei())
                    .send(
                            chain.settings().contract(),
                            LedgerContract.encodeRotateKeys(chain.settings().logId(), OTHER_ENTRY_KEY));
            node.awaitPublished(node.append(1));
            chain.ask("anvil_mine", 7);
            node.awaitPublished(node.append(4));
        }
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    @Test
    void anAnchorIsReadOnceAndInOrder() {
        assertThat(sizes(chain.settings().rpcUrl())).isEqualTo(SIZES);
    }

    @Test
    void aNodeThatRefusesLongRangesIsAskedForShortOnes() throws IOException {
        HttpServer server =
                proxy(3, "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":-32005,\"message\":\"range\"}}");
        try {
            assertThat(sizes("http://127.0.0.1:" + server.getAddress().getPort()))
                    .isEqualTo(SIZES);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aNodeThatRefusesEvenOneBlockIsAFailure() throws IOException {
        HttpServer server = proxy(0, "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":-32005,\"message\":\"no\"}}");
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThatThrownBy(() -> sizes(url)).isInstanceOf(ChainException.class);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void keysAreGoodUpToTheFirstAnchorAfterTheyWereReplaced() {
        try (ChainClient client = ChainClient.forWork(chain.settings().rpcUrl())) {
            assertThat(history(client).keys())
                    .containsExactly(
                            new KeyTerm(TestChain.KEYS, Optional.of(new TreeSize(6))),
                            new KeyTerm(OTHER_ENTRY_KEY, Optional.empty()));
        }
    }

    private static List<TreeSize> sizes(String rpcUrl) {
        List<TreeSize> sizes = new ArrayList<>();
        try (ChainClient client = ChainClient.forWork(rpcUrl)) {
            history(client).anchors(0, (Anchor anchor) -> sizes.add(anchor.size()));
        }
        return sizes;
    }

    private static LogHistory history(ChainClient client) {
        return new LogHistory(
                client, chain.settings().contract(), chain.settings().logId());
    }

    /** The real node, but for event queries over more blocks than that. */
    private static HttpServer proxy(long blocksMax, String refusal) throws IOException {
        HttpClient http = HttpClient.newHttpClient();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            JsonNode call = JsonMapper.shared().readTree(asked);
            JsonNode filter = call.path("params").path(0);
            byte[] answer;
            if (call.path("method").asString("").equals("eth_getLogs")
                    && number(filter, "toBlock") - number(filter, "fromBlock") >= blocksMax) {
                answer = refusal.replace("ID", call.path("id").toString()).getBytes(StandardCharsets.UTF_8);
            } else {
                answer = forward(http, asked);
            }
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static byte[] forward(HttpClient http, byte[] asked) throws IOException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(chain.settings().rpcUrl()))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(asked))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static long number(JsonNode filter, String name) {
        return Long.decode(filter.path(name).asString());
    }
}
