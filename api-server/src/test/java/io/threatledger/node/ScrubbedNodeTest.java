package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.store.LedgerDatabase;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row that goes bad under a running node shows in its metrics. */
class ScrubbedNodeTest {
    @TempDir
    Path folder;

    @Test
    void aRowThatIsDamagedUnderARunningNodeIsFound() throws Exception {
        int metrics = freePort();
        try (Anvil anvil = Anvil.start(AnvilOptions.defaults());
                HttpClient http = HttpClient.newHttpClient()) {
            NodeHome home = NodeHome.create(folder, anvil.rpcUrl());
            Node node = home.startMeasured(metrics);
            try (Publisher publisher = new Publisher(node.url(), home.key())) {
                assertThat(publisher.post("203.0.113.1", 30).statusCode()).isEqualTo(201);
                assertThat(publisher.post("203.0.113.2", 30).statusCode()).isEqualTo(201);
                Until.holds("a first pass", () -> metric(http, metrics, "last_pass_timestamp_seconds") > 0);
                Until.holds("rows", () -> metric(http, metrics, "rows_total") > 0);
                assertThat(metric(http, metrics, "damaged_rows")).isZero();

                try (LedgerDatabase database = LedgerDatabase.open(DataFolder.ledgerIn(folder))) {
                    database.write(session -> session.run("UPDATE threats SET severity = 'low' WHERE idx = 1"));
                }

                Until.holds("the damage shows", () -> metric(http, metrics, "damaged_rows") == 1);
            } finally {
                node.close();
            }
        }
    }

    private static double metric(HttpClient http, int port, String name) throws Exception {
        String all = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        String wanted = "threatledger_scrub_" + name + " ";
        return all.lines()
                .filter(line -> line.startsWith(wanted))
                .map(line -> Double.parseDouble(line.substring(wanted.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + wanted + "in " + all));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
