package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.contracts.LedgerContract;
import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.http.Json;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The chain's RPC lies in every way that we could think of. One node lives through all of it: what one lie leaves behind,
 * the next test finds.
 */
class LyingChainTest {
    private static final long HEAD_AGE_SECONDS_MAX = 300;
    private static final Duration REPLACE_AFTER = Duration.ofMinutes(1);
    /** More than are read at once. */
    private static final long BLOCKS_BEFORE_THE_CONTRACT = 2_100;

    /** A loop waits three seconds at most before it tries again, and so does a transaction before it counts as lost. */
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(20);

    private static final int LONG_BYTES = 17 << 20;
    private static final String WORD_OF_ZEROS = "0".repeat(64);

    @TempDir
    static Path folder;

    private static Anvil anvil;
    private static DoubtedNode node;
    private static RpcProxy proxy;

    @BeforeAll
    static void start() throws Exception {
        anvil = Anvil.start(AnvilOptions.defaults());
        try (RpcProxy chain = new RpcProxy(anvil.rpcUrl())) {
            chain.ask("anvil_mine", OlderNode.hex(BLOCKS_BEFORE_THE_CONTRACT));
        }
        node = new DoubtedNode(folder, anvil.rpcUrl(), HEAD_AGE_SECONDS_MAX, REPLACE_AFTER);
        proxy = node.proxy();
        node.publish(30, 201);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
        anvil.close();
    }

    @AfterEach
    void theTruthAgain() {
        proxy.lift();
    }

    /** A lie that closes the gate. */
    record Lie(String name, String word, Consumer<RpcProxy> tell) {
        @Override
        public String toString() {
            return word + ": " + name;
        }
    }

    static Stream<Lie> liesThatCloseTheGate() {
        return Stream.of(
                new Lie("no answer", "unreachable", p -> p.always().hang()),
                new Lie("connections closed", "unreachable", p -> p.always().drop()),
                new Lie("HTTP 429", "unreachable", p -> p.always().status(429, "{\"error\":\"slow down\"}")),
                new Lie("a page", "unreachable", p -> p.always().status(200, "<html>Welcome</html>")),
                new Lie("too long an answer", "unreachable", p -> p.always().status(200, " ".repeat(LONG_BYTES))),
                new Lie("another shape", "unreachable", p -> p.always().result(Map.of("a", List.of(1)))),
                new Lie(
                        "another's answers",
                        "unreachable",
                        p -> p.always().answer(call -> call.truth().put("id", 1_000_000_000))),
                new Lie("too many requests", "unreachable", p -> p.always().error(-32005, "limit exceeded")),
                new Lie(
                        "another chain",
                        "wrong_chain",
                        p -> p.when("eth_chainId").result("0x1")),
                new Lie("no code", "no_contract", p -> p.when("eth_call").result("0x")),
                new Lie(
                        "the log was never opened",
                        "log_not_open",
                        p -> p.when("eth_call").edit(any -> words(any.asString().replaceAll("[1-9a-f]", "0")))),
                new Lie(
                        "another may anchor",
                        "not_anchorer",
                        p -> p.when("eth_call")
                                .where(call -> call.data()
                                        .equals(LedgerContract.encodeAnchorer(
                                                node.place().logId())))
                                .result("0x" + WORD_OF_ZEROS.substring(0, 62) + "17")),
                new Lie("no funds", "no_funds", p -> p.when("eth_getBalance").result("0x1")),
                new Lie("an hour behind", "stalled", LyingChainTest::anHourBehind),
                new Lie("more than was ever appended", "behind", p -> head(p, "%064x".formatted(1 << 20), "a")),
                new Lie("another history", "diverged", p -> head(p, "%064x".formatted(1), "a")));
    }

    @ParameterizedTest
    @MethodSource("liesThatCloseTheGate")
    void theGateSaysTheWordAndNothingIsTaken(Lie lie) throws Exception {
        long size = node.size();
        lie.tell().accept(proxy);
        Until.holds("refused", () -> node.publish(1).statusCode() == 503);

        Until.holds(lie.word(), () -> node.word().equals(lie.word()));
        JsonNode refused = node.publish(1, 503);
        assertThat(refused.path("detail").asString()).isEqualTo("Blockchain unavailable: " + lie.word());
        assertThat(node.publisher().get("/health").statusCode()).isEqualTo(503);
        assertThat(node.lastError()).isNotEmpty();
        assertThat(node.threats()).hasSizeGreaterThanOrEqualTo((int) size);
        node.assertNothingFalse();

        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void anAccountWithoutFundsIsRefusedUntilItHasSome() throws Exception {
        node.setBalance(BigInteger.ONE);
        Until.holds("refused", () -> node.publish(1).statusCode() == 503);
        Until.holds("the word", () -> node.word().equals("no_funds"));
        node.setBalance(BigInteger.TEN.pow(18));
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void aSwallowedAnchorIsSentAgain() throws Exception {
        long size = node.size();
        proxy.when("eth_sendRawTransaction").result("0x" + "ab".repeat(32));
        assertPendingOnly(1);
        Until.holds("trouble shows", () -> node.lastError().contains("is not known to the node"));
        assertThat(node.chain().head().size()).isEqualTo(size);
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void anAnswerThatIsLostIsNotAnAnchorThatIsLost() throws Exception {
        long nonce = nonce();
        proxy.when("eth_sendRawTransaction").loseAnswer();
        node.publish(30, 201);
        node.assertNothingFalse();
        assertThat(nonce()).isEqualTo(nonce + 1);
        Until.holds("no trouble is left", () -> node.lastError().isEmpty());
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void aRefusedAnchorIsTriedAgainAndNeverOutbidsItself() throws Exception {
        String message = "insufficient funds for gas * price + value";
        BigInteger former = newestTip();
        long sent = proxy.calls("eth_sendRawTransaction");
        proxy.when("eth_sendRawTransaction").error(-32000, message);
        assertPendingOnly(1);
        Until.holds("it is tried again", () -> proxy.calls("eth_sendRawTransaction") >= sent + 2);
        Until.holds("trouble shows", () -> node.lastError().contains(message));
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
        assertThat(newestTip()).isEqualTo(former);
    }

    @Test
    void aFeeAboveTheCapIsWaitedOut() throws Exception {
        proxy.when("eth_feeHistory").edit(history -> {
            BigInteger fee = BigInteger.TEN.pow(12);
            return ((ObjectNode) history)
                    .set("baseFeePerGas", Json.MAPPER.valueToTree(List.of("0x" + fee.toString(16))));
        });
        assertPendingOnly(1);
        Until.holds("trouble shows", () -> node.lastError().contains("above the cap"));
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void receiptsOfOthersStopNothing() throws Exception {
        proxy.when("eth_getTransactionReceipt")
                .edit(receipt -> ((ObjectNode) receipt).put("transactionHash", "0x" + "cd".repeat(32)));
        node.publish(30, 201);
        node.publish(30, 201);
        node.assertNothingFalse();
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void aReceiptThatDeniesTheAnchorStopsNothing() throws Exception {
        proxy.when("eth_getTransactionReceipt").edit(receipt -> ((ObjectNode) receipt).put("status", "0x0"));
        node.publish(30, 201);
        node.publish(30, 201);
        node.assertNothingFalse();
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void aForgedReceiptAnchorsNothing() throws Exception {
        new Forgery(node).receipts();
        long requests = proxy.requests();
        assertPendingOnly(2);
        assertThat(proxy.requests() - requests).as("requests in two seconds").isLessThan(100);
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void forgedEventsAnchorNothing() throws Exception {
        Forgery forgery = new Forgery(node).receipts().events(null);
        assertPendingOnly(1);
        Until.holds("it was sent", forgery::hasSwallowed);
        forgery.mine();
        Until.holds("trouble shows", () -> node.lastError().contains("hides events or makes them up"));
        assertPendingOnly(1);
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void aForgedRootIsNeverSigned() throws Exception {
        Forgery forgery = new Forgery(node).receipts().events("ab".repeat(32)).head();
        assertPendingOnly(1);
        Until.holds("it was sent", forgery::hasSwallowed);
        forgery.mine();
        Until.holds("the word", () -> node.word().equals("diverged"));
        node.publish(1, 503);
        node.assertNothingFalse();
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    /** Nobody can tell such a chain from an honest one: the node believes it, and signs what it has itself. */
    @Test
    void aLieWithoutAContradictionIsBelievedOnlyForTheLedgersOwnRootAndOnlyAsLongAsItIsTold() throws Exception {
        Forgery forgery = new Forgery(node).receipts().events(null).head();
        JsonNode pending = node.publish(0, 202);
        Until.holds("it was sent", forgery::hasSwallowed);
        forgery.mine();
        Until.holds("believed", () -> node.pendingEntries() == 0);
        assertThat(node.checkpoint()).isEqualTo(node.size());
        assertThat(node.chain().head().size()).isEqualTo(node.size() - 1);
        assertThat(node.publisher()
                        .get("/api/v1/threats/" + pending.path("id").asString() + "/proof")
                        .statusCode())
                .isEqualTo(200);

        proxy.lift();
        Until.holds("anchored in truth", () -> node.chain().head().size() == node.size());
        Until.holds("nothing pending", () -> node.pendingEntries() == 0);
        node.assertNothingFalse();
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void hiddenEventsAreMissed() throws Exception {
        proxy.when("eth_getLogs").result(List.of());
        assertPendingOnly(1);
        Until.holds("mined", () -> node.chain().head().size() == node.size());
        Until.holds("trouble shows", () -> node.lastError().contains("hides events or makes them up"));
        node.assertNothingFalse();
        proxy.lift();
        Until.holds("found", () -> node.pendingEntries() == 0);
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void anEventThatIsHiddenByTheContractTooIsFoundLater() throws Exception {
        long size = node.size();
        String before = proxy.ask(
                        "eth_call",
                        Map.of(
                                "to",
                                node.place().contract().value(),
                                "data",
                                LedgerContract.encodeHead(node.place().logId())),
                        "latest")
                .asString();
        proxy.when("eth_getLogs").result(List.of());
        proxy.when("eth_call")
                .where(call -> call.data()
                        .equals(LedgerContract.encodeHead(node.place().logId())))
                .result(before);
        assertPendingOnly(1);
        Until.holds("mined", () -> node.chain().head().size() == size + 1);
        assertPendingOnly(1);
        proxy.lift();
        Until.holds("found", () -> node.pendingEntries() == 0);
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void aFinalizedBlockBeyondTheHeadMakesNothingFinal() throws Exception {
        proxy.when("eth_getBlockByNumber")
                .where(call -> call.params().path(0).asString().equals("finalized"))
                .answer(call -> call.result(((ObjectNode) proxy.ask("eth_getBlockByNumber", "latest", false))
                        .put("number", "0x" + Long.toHexString(1L << 40))));
        assertThat(node.publish(30, 201).path("anchor").path("status").asString())
                .isEqualTo("anchored");
        node.assertNothingFalse();
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void aHeadFarBeyondTheChainIsNotReadUpTo() throws Exception {
        proxy.when("eth_getBlockByNumber")
                .where(call -> call.params().path(0).asString().equals("latest"))
                .edit(block -> ((ObjectNode) block).put("number", "0x" + Long.toHexString(1L << 40)));
        assertPendingOnly(1);
        Until.holds("trouble shows", () -> !node.lastError().isEmpty());
        assertThat(node.liftAndHeal()).isLessThan(HEALED_WITHIN);
    }

    @Test
    void fewBlocksAtATimeAreEnough() throws Exception {
        proxy.always().drop();
        Until.holds("refused", () -> node.publish(1).statusCode() == 503);
        proxy.ask("anvil_mine", "0x80");
        proxy.lift();
        proxy.when("eth_getLogs")
                .where(call -> OlderNode.number(
                                        call.params().path(0).path("toBlock").asString())
                                - OlderNode.number(
                                        call.params().path(0).path("fromBlock").asString())
                        >= 30)
                .error(-32005, "query returned too many blocks, use at most 30");
        Until.holds("accepted", () -> node.publish(30).statusCode() == 201);
        node.assertHealed();
    }

    /** A publish is taken and stays pending; nothing else changes. */
    private static void assertPendingOnly(int waitSeconds) throws Exception {
        long checkpoint = node.checkpoint();
        JsonNode answer = node.publish(waitSeconds, 202);
        assertThat(answer.path("anchor").path("status").asString()).isEqualTo("pending");
        assertThat(node.checkpoint()).isEqualTo(checkpoint);
        assertThat(node.told()).hasSizeLessThanOrEqualTo((int) checkpoint);
        node.assertNothingFalse();
    }

    private static void anHourBehind(RpcProxy proxy) {
        long head = OlderNode.number(proxy.ask("eth_blockNumber").asString());
        OlderNode older = new OlderNode(() -> head - 2);
        proxy.always().answer(call -> {
            JsonNode answer = older.apply(call);
            if (answer.path("result").path("timestamp").isString()) {
                ObjectNode block = (ObjectNode) answer.path("result");
                block.put(
                        "timestamp",
                        OlderNode.hex(OlderNode.number(block.path("timestamp").asString()) - 3600));
            }
            return answer;
        });
    }

    private static void head(RpcProxy proxy, String size, String rootDigit) {
        proxy.when("eth_call")
                .where(call -> call.data()
                        .equals(LedgerContract.encodeHead(node.place().logId())))
                .result("0x" + size + rootDigit.repeat(64) + WORD_OF_ZEROS);
    }

    private static JsonNode words(String text) {
        return Json.MAPPER.valueToTree(text);
    }

    private static long nonce() {
        return OlderNode.number(
                proxy.ask("eth_getTransactionCount", NodeHome.anchorer().value(), "latest")
                        .asString());
    }

    /** What the newest anchor pays to who mined it. */
    private static BigInteger newestTip() throws Exception {
        List<JsonNode> threats = node.threats();
        String tx = threats.getFirst().path("anchor").path("txid").asString();
        String tip = proxy.ask("eth_getTransactionByHash", tx)
                .path("maxPriorityFeePerGas")
                .asString();
        return new BigInteger(tip.substring(2), 16);
    }
}
