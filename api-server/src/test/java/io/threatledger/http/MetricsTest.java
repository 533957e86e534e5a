package io.threatledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static String scrape(Metrics metrics) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return TestServer.send(
                            client,
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics.port() + "/metrics")))
                    .body();
        }
    }

    @Test
    void requestsAreCountedByTemplateAndStatus() throws Exception {
        try (Metrics metrics = new Metrics();
                TestServer server = TestServer.with(
                        metrics,
                        routes -> routes.get("/threats/{id}", ctx -> {
                            if (ctx.pathParam("id").equals("no")) {
                                throw Problem.notFound("no");
                            }
                            ctx.result("yes");
                        }))) {
            metrics.listen("127.0.0.1", 0);
            server.get("/threats/a?token=secret");
            server.get("/threats/b");
            server.get("/threats/no");
            server.get("/invented/1");
            server.get("/invented/2");
            assertThat(scrape(metrics))
                    .contains(
                            "threatledger_http_requests_total{method=\"GET\",route=\"/threats/{id}\",status=\"200\"} 2.0")
                    .contains(
                            "threatledger_http_requests_total{method=\"GET\",route=\"/threats/{id}\",status=\"404\"} 1.0")
                    .contains("threatledger_http_requests_total{method=\"none\",route=\"none\",status=\"404\"} 2.0")
                    .doesNotContain("invented")
                    .doesNotContain("secret");
        }
    }

    @Test
    void gateAndGaugesShowWhatHoldsNow() throws Exception {
        AtomicReference<String> word = new AtomicReference<>("ok");
        try (Metrics metrics = new Metrics()) {
            metrics.gate(List.of("ok", "unreachable"), word::get);
            metrics.gauge("threatledger.ledger.size", "entries", () -> 41);
            metrics.listen("127.0.0.1", 0);
            assertThat(scrape(metrics))
                    .contains("threatledger_gate{word=\"ok\"} 1.0")
                    .contains("threatledger_ledger_size 41.0");
            word.set("unreachable");
            assertThat(scrape(metrics))
                    .contains("threatledger_gate{word=\"ok\"} 0.0")
                    .contains("threatledger_gate{word=\"unreachable\"} 1.0");
        }
    }
}
