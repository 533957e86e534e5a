package io.threatledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.threatledger.contracts.EthAddress;
import io.threatledger.contracts.LogId;
import io.threatledger.gate.GateWord;
import io.threatledger.log.TestLedger;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node that answers anything but what was asked. */
class HostileNodeTest {
    private static final EthAddress SOME = new EthAddress("0x" + "12".repeat(20));

    @TempDir
    Path folder;

    private HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            JsonNode request =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            byte[] body = answerTo(request).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    static Stream<String> bodies() {
        return Stream.of(
                "",
                "null",
                "{}",
                "[]",
                "[null]",
                "<html>hello</html>",
                "{\"jsonrpc\":\"2.0\",\"id\":ID}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":null}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":[]}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":17}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":\"-0x1\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":\"0x\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":\"0xzz\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":\"0x" + "f".repeat(80) + "\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":-32000,\"message\":\"no\",\"data\":{\"a\":[1]}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":{\"code\":3,\"message\":\"no\",\"data\":\"0x08c379a0ff\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"error\":\"no\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":\"" + "x".repeat(20_000_000) + "\"}",
                "[".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void everyCallEndsInAnAnswerOrAChainException(String body) {
        answer = body;
        try (ChainClient client = ChainClient.forWork(url())) {
            onlyChainException(client::chainId);
            onlyChainException(client::latest);
            onlyChainException(() -> client.block(7));
            onlyChainException(() -> client.logs(SOME, List.of("0x" + "00".repeat(32)), 0, 9));
            onlyChainException(() -> client.receipt("0x" + "00".repeat(32)));
            onlyChainException(() -> client.quote(SOME, SOME, "0x"));
            onlyChainException(() -> Standing.read(client, settings(), SOME));
            onlyChainException(() -> new OnChain(client, SOME, settings().logId()).find());
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void theGateCloses(String body) {
        answer = body;
        try (TestLedger ledger = new TestLedger(folder);
                ChainClient client = ChainClient.forProbe(url())) {
            var probe = new ChainProbe(client, settings(), SOME, ledger.database(), InstantSource.system());
            assertThat(probe.ask().closedBy()).isEqualTo(GateWord.UNREACHABLE);
        }
    }

    @Test
    void anHttpErrorIsUnreachable() {
        status = 503;
        answer = "come back later";
        try (ChainClient client = ChainClient.forWork(url())) {
            assertThatThrownBy(client::chainId)
                    .isInstanceOfSatisfying(
                            ChainException.class,
                            e -> assertThat(e.reason()).isEqualTo(ChainException.Reason.UNREACHABLE));
        }
    }

    @Test
    void answersInAnotherOrderFindTheirCalls() {
        answer = "REVERSED";
        try (ChainClient client = ChainClient.forWork(url())) {
            List<RpcAnswer> answers = client.askAll(List.of(RpcCall.of("one"), RpcCall.of("two"), RpcCall.of("three")));
            assertThat(answers.stream().map(each -> each.result().text())).containsExactly("one", "two", "three");
        }
    }

    @Test
    void aClosedClientFailsAtOnce() {
        ChainClient client = ChainClient.forWork(url());
        client.close();
        assertThatThrownBy(client::chainId).isInstanceOf(ChainException.class);
    }

    private static void onlyChainException(Runnable call) {
        try {
            call.run();
        } catch (ChainException expected) {
            assertThat(expected.getMessage()).hasSizeLessThan(500);
        }
    }

    private String answerTo(JsonNode request) {
        if (!request.isArray()) {
            return answer.replace("ID", request.get("id").toString());
        }
        List<JsonNode> calls = request.valueStream().toList();
        if (answer.equals("REVERSED")) {
            return calls.reversed().stream()
                    .map(call -> "{\"id\":" + call.get("id") + ",\"result\":" + call.get("method") + "}")
                    .toList()
                    .toString();
        }
        return answer.contains("ID")
                ? calls.stream()
                        .map(call -> answer.replace("ID", call.get("id").toString()))
                        .toList()
                        .toString()
                : answer;
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private ChainSettings settings() {
        return new ChainSettings(url(), 1, SOME, LogId.of("a", SOME), 0, Finality.TAG, 0, AnchorPolicy.DEFAULT);
    }
}
