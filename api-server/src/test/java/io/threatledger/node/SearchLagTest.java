package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a search index is behind shows in the metrics: what readers are told meanwhile is 503. */
class SearchLagTest {
    private static final String NAME = "threatledger_search_lag ";

    @TempDir
    Path folder;

    @Test
    void anIndexThatCannotBeMadeIsBehindAndCatchesUp() throws Exception {
        int metrics = freePort();
        try (Anvil anvil = Anvil.start(AnvilOptions.defaults());
                HttpClient http = HttpClient.newHttpClient()) {
            NodeHome home = NodeHome.create(folder, anvil.rpcUrl());
            Node node = home.startMeasured(metrics);
            try (Publisher publisher = new Publisher(node.url(), home.key())) {
                assertThat(publisher.post("203.0.113.1", 30).statusCode()).isEqualTo(201);
                Until.holds("read", () -> lag(http, metrics) == 0);
                Path instead = home.loseCatalogs();
                Until.holds("behind", () -> lag(http, metrics) == 1);
                Files.delete(instead);
                Until.holds("read again", () -> lag(http, metrics) == 0);
            } finally {
                node.close();
            }
        }
    }

    private static double lag(HttpClient http, int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        String all = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return all.lines()
                .filter(line -> line.startsWith(NAME))
                .map(line -> Double.parseDouble(line.substring(NAME.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + NAME + "in " + all));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
