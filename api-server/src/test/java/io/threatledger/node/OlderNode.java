package io.threatledger.node;

import io.threatledger.http.Json;
import java.util.function.Function;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers as a node that has the real one's chain up to an older block: what a backend does that lags. */
final class OlderNode implements Function<RpcProxy.Call, JsonNode> {
    private final LongSupplier head;

    /** @param head the newest block that it has */
    OlderNode(LongSupplier head) {
        this.head = head;
    }

    @Override
    public JsonNode apply(RpcProxy.Call call) {
        return switch (call.method()) {
            case "eth_blockNumber" -> call.result(Json.MAPPER.valueToTree(hex(head.getAsLong())));
            case "eth_getBlockByNumber" -> at(call, 0);
            case "eth_call", "eth_getBalance", "eth_getTransactionCount", "eth_estimateGas", "eth_feeHistory" ->
                at(call, 1);
            case "eth_getLogs" -> logs(call);
            case "eth_getTransactionReceipt", "eth_getTransactionByHash" -> mined(call);
            default -> call.truth();
        };
    }

    /** The block is the parameter in this place. */
    private JsonNode at(RpcProxy.Call call, int place) {
        String block = call.params().path(place).asString();
        if (block.equals("finalized")) {
            return call.result(null);
        }
        if (!block.equals("latest") && number(block) > head.getAsLong()) {
            return place == 0 ? call.result(null) : call.error(-32000, "header not found");
        }
        ArrayNode params = (ArrayNode) call.params().deepCopy();
        if (block.equals("latest")) {
            params.set(place, Json.MAPPER.valueToTree(hex(head.getAsLong())));
        }
        return call.truthOf(params);
    }

    private JsonNode logs(RpcProxy.Call call) {
        ArrayNode params = (ArrayNode) call.params().deepCopy();
        ObjectNode filter = (ObjectNode) params.path(0);
        long to = Math.min(head.getAsLong(), number(filter.path("toBlock").asString()));
        if (number(filter.path("fromBlock").asString()) > to) {
            return call.result(Json.MAPPER.createArrayNode());
        }
        filter.put("toBlock", hex(to));
        return call.truthOf(params);
    }

    private JsonNode mined(RpcProxy.Call call) {
        ObjectNode truth = call.truth();
        JsonNode block = truth.path("result").path("blockNumber");
        return block.isString() && number(block.asString()) > head.getAsLong() ? call.result(null) : truth;
    }

    static long number(String hex) {
        return Long.parseLong(hex.substring(2), 16);
    }

    static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }
}
