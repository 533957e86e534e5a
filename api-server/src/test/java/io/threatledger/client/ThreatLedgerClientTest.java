package io.threatledger.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.client.PolicingNode.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ThreatLedgerClientTest {
    private static final PublishOptions PLAIN = new PublishOptions("k-1", false, true);

    private final PolicingNode node = new PolicingNode();
    private final List<Duration> pauses = new ArrayList<>();

    @AfterEach
    void theClientKeptItsHalfOfTheContract() {
        node.close();
        assertThat(node.breaches()).isEmpty();
    }

    @Test
    void anAnswerLostAfterTheCommitIsAskedForAgainAndNothingDoubles() {
        node.failNext(new Fault.DropAfterCommit(), new Fault.DropBeforeCommit());
        try (ThreatLedgerClient client = client(60)) {
            assertThat(client.publishAll(List.of(report("192.0.2.1")), PLAIN)).hasSize(1);
        }
        assertThat(node.appended()).containsExactly("192.0.2.1");
        assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void retryAfterIsWaitedFor() {
        node.failNext(new Fault.Status(503, 7), new Fault.Status(429, 2));
        try (ThreatLedgerClient client = client(60)) {
            client.publishAll(List.of(report("192.0.2.1")), PLAIN);
        }
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2));
    }

    @Test
    void aPauseLongerThanPatienceIsNotBegun() {
        node.failNext(new Fault.Status(429, 3_600));
        try (ThreatLedgerClient client = client(60)) {
            assertThatThrownBy(() -> client.publishAll(List.of(report("192.0.2.1")), PLAIN))
                    .isInstanceOf(ClientException.Later.class)
                    .hasMessage("the node answers 429: not now");
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    void aNodeThatIsNotThereIsGivenUpWhenPatienceIsOver() {
        node.close();
        try (ThreatLedgerClient client = client(3)) {
            assertThatThrownBy(() -> client.get("TC-1")).isInstanceOf(ClientException.Unreachable.class);
        }
        assertThat(pauses.stream().mapToLong(Duration::toMillis).sum()).isBetween(1L, 3_000L);
    }

    @Test
    void refusalsArriveTyped() {
        try (ThreatLedgerClient client = new ThreatLedgerClient(node.url(), Optional.of("tck_wrong"), Retries.none())) {
            assertThatThrownBy(() -> client.get("TC-1"))
                    .isInstanceOf(ClientException.NotAllowed.class)
                    .hasMessageContaining("Invalid API key");
        }
        try (ThreatLedgerClient client = client(1)) {
            assertThatThrownBy(() -> client.get("TC-1"))
                    .isInstanceOf(ClientException.NotFound.class)
                    .hasMessage("Threat not found");
        }
    }

    @Test
    void refusalsOfABatchAreReadByPosition() {
        assertThat(Answers.refusals(
                        "[3] target 10.0.0.1 is protected: 10.0.0.0/8 (private); [17] ttl: 0; really; and 5 more"))
                .containsExactly(
                        new Refusal(3, "target 10.0.0.1 is protected: 10.0.0.0/8 (private)"),
                        new Refusal(17, "ttl: 0; really"));
        assertThat(Answers.refusals("Idempotency-Key was used with another body"))
                .isEmpty();
    }

    @Test
    void nodeUrlsAreCheckedBeforeUse() {
        assertThat(NodeUrl.parse("localhost:8080")).isEmpty();
        assertThat(NodeUrl.parse("ftp://x")).isEmpty();
        assertThat(NodeUrl.parse("http://a b")).isEmpty();
        assertThat(NodeUrl.parse("http://127.0.0.1:8080/")).contains(URI.create("http://127.0.0.1:8080"));
    }

    private ThreatLedgerClient client(int patienceSeconds) {
        Retries retries = new Retries(Duration.ofSeconds(patienceSeconds), pauses::add, (pause, why) -> {});
        return new ThreatLedgerClient(node.url(), Optional.of(PolicingNode.KEY), retries);
    }

    private static Report report(String target) {
        return Report.of(JsonNodeFactory.instance.objectNode().put("target", target));
    }
}
