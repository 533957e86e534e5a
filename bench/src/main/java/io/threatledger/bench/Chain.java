package io.threatledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The development chain, asked over JSON-RPC. */
final class Chain {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int HEX = 16;

    private final HttpClient client;
    private final URI rpc;

    Chain(HttpClient client, URI rpc) {
        this.client = client;
        this.rpc = rpc;
    }

    /** What that transaction used. */
    long gasOf(String transaction) throws IOException, InterruptedException {
        return number(
                call("eth_getTransactionReceipt", "\"" + transaction + "\"").path("gasUsed"));
    }

    /** Transactions that wait to be mined. */
    long pending() throws IOException, InterruptedException {
        return number(call("txpool_status", "").path("pending"));
    }

    /** From now on nothing is mined. */
    void hold() throws IOException, InterruptedException {
        call("evm_setAutomine", "false");
    }

    /** Mines what waits, and from now on each transaction at once. */
    void release() throws IOException, InterruptedException {
        call("evm_setAutomine", "true");
        call("evm_mine", "");
    }

    private JsonNode call(String method, String parameters) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(rpc)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + parameters + "]}"))
                .build();
        JsonNode said = JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        if (said.has("error")) {
            throw new IOException(method + ": " + said.path("error"));
        }
        return said.path("result");
    }

    private static long number(JsonNode quantity) throws IOException {
        String text = quantity.asString("");
        if (!text.startsWith("0x")) {
            throw new IOException("the chain answered " + quantity + " where a number was wanted");
        }
        return Long.parseLong(text.substring(2), HEX);
    }
}
