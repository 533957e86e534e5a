package io.threatledger.node;

import io.threatledger.contracts.AnchoredEvent;
import io.threatledger.contracts.LedgerContract;
import io.threatledger.contracts.LogId;
import io.threatledger.http.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes anchors and passes none on, and makes up what a chain would answer that had mined the last of them: in the newest
 * block of the real one when the forgery began.
 */
final class Forgery {
    private static final int WORD_DIGITS = 64;
    private static final String SOME_TX = "0x" + "f0".repeat(32);

    /** Size and root of an anchor, as words of 64 digits. */
    record Swallowed(String size, String root) {}

    private final RpcProxy proxy;
    private final String contract;
    private final LogId logId;
    private final JsonNode block;
    private final AtomicReference<@Nullable Swallowed> swallowed = new AtomicReference<>();

    /** Begins: mines a block for the forged event to be in, which nothing has read yet. */
    Forgery(DoubtedNode node) {
        this.proxy = node.proxy();
        this.contract = node.place().contract().value();
        this.logId = node.place().logId();
        proxy.when("eth_sendRawTransaction").answer(call -> {
            String raw = call.params().path(0).asString();
            int at = raw.indexOf(logId.toString().substring(2)) + WORD_DIGITS;
            swallowed.set(new Swallowed(
                    raw.substring(at, at + WORD_DIGITS), raw.substring(at + WORD_DIGITS, at + 2 * WORD_DIGITS)));
            return call.result(Json.MAPPER.valueToTree(SOME_TX));
        });
        proxy.ask("evm_mine");
        this.block = proxy.ask("eth_getBlockByNumber", "latest", false);
    }

    boolean hasSwallowed() {
        return swallowed.get() != null;
    }

    /** Another block, for the node to look at. */
    void mine() {
        proxy.ask("evm_mine");
    }

    /** Every transaction is known, and mined with success. */
    Forgery receipts() {
        proxy.when("eth_getTransactionByHash").result(Map.of("hash", SOME_TX));
        proxy.when("eth_getTransactionReceipt").answer(call -> {
            String tx = call.params().path(0).asString();
            return call.result(Json.MAPPER.valueToTree(Map.of(
                    "transactionHash",
                    tx,
                    "blockNumber",
                    text("number"),
                    "blockHash",
                    text("hash"),
                    "status",
                    "0x1",
                    "gasUsed",
                    "0xd000",
                    "effectiveGasPrice",
                    "0x1",
                    "logs",
                    hasSwallowed() ? List.of(event(tx)) : List.of())));
        });
        return this;
    }

    /** The event that the last anchor would have had; with another root if asked for. */
    Forgery events(@Nullable String root) {
        proxy.when("eth_getLogs").answer(call -> {
            JsonNode truth = call.truth().path("result");
            Swallowed anchor = swallowed.get();
            long from = OlderNode.number(call.params().path(0).path("fromBlock").asString());
            long to = OlderNode.number(call.params().path(0).path("toBlock").asString());
            long at = OlderNode.number(text("number"));
            if (anchor == null || at < from || at > to) {
                return call.result(truth);
            }
            if (root != null) {
                swallowed.set(new Swallowed(anchor.size(), root));
            }
            return call.result(Json.MAPPER.valueToTree(
                    java.util.stream.Stream.concat(truth.valueStream(), java.util.stream.Stream.of(event(SOME_TX)))
                            .toList()));
        });
        return this;
    }

    /** The contract's head is that of the last anchor. */
    Forgery head() {
        String head = LedgerContract.encodeHead(logId);
        proxy.when("eth_call")
                .where(call -> call.data().equals(head) && hasSwallowed())
                .answer(call -> {
                    String at = call.params().path(1).asString();
                    boolean later = at.equals("latest") || OlderNode.number(at) >= OlderNode.number(text("number"));
                    String time = "%064x".formatted(OlderNode.number(text("timestamp")));
                    Swallowed anchor = taken();
                    return later
                            ? call.result(Json.MAPPER.valueToTree("0x" + anchor.size() + anchor.root() + time))
                            : call.truth();
                });
        return this;
    }

    private JsonNode event(String tx) {
        Swallowed anchor = taken();
        return Json.MAPPER.valueToTree(Map.of(
                "address",
                contract.toLowerCase(Locale.ROOT),
                "topics",
                List.of(AnchoredEvent.TOPIC, logId.toString(), "0x" + anchor.size()),
                "data",
                "0x" + anchor.root(),
                "transactionHash",
                tx,
                "blockNumber",
                text("number"),
                "blockHash",
                text("hash"),
                "logIndex",
                "0x0"));
    }

    private Swallowed taken() {
        Swallowed anchor = swallowed.get();
        if (anchor == null) {
            throw new IllegalStateException("nothing was swallowed yet");
        }
        return anchor;
    }

    private String text(String member) {
        return block.path(member).asString();
    }
}
