package io.threatledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the node and its chain say of an anchor. */
final class Chain {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int HEX = 16;

    private final HttpClient client;
    private final String node;
    private final String key;
    private final URI rpc;

    Chain(HttpClient client, String node, String key, URI rpc) {
        this.client = client;
        this.node = node;
        this.key = key;
        this.rpc = rpc;
    }

    /** Publishes an array of so many new threats, waits for the anchor, and says what gas its transaction used. */
    long gasOfBatch(int entries, String network) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < entries; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"target\":\"")
                    .append(network)
                    .append(Integer.toHexString(i + 1))
                    .append("\",\"source\":\"bench\"}");
        }
        JsonNode published =
                post(URI.create(node + "/api/v1/threats"), body.append(']').toString());
        String tx = published.path(0).path("anchor").path("txid").asString("");
        if (tx.isEmpty()) {
            throw new IOException("no anchor within the wait: " + published.path(0));
        }
        JsonNode receipt = post(
                rpc,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getTransactionReceipt\",\"params\":[\"" + tx + "\"]}");
        return Long.parseLong(
                receipt.path("result").path("gasUsed").asString("0x0").substring(2), HEX);
    }

    private JsonNode post(URI uri, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
