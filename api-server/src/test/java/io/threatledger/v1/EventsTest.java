package io.threatledger.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.auth.Credential;
import io.threatledger.auth.Plans;
import io.threatledger.auth.Role;
import io.threatledger.gate.GateWord;
import io.threatledger.http.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The stream: for whom, in which shape, and that nobody misses anything or gets it twice. */
class EventsTest {
    private static final String EVENTS = "/api/v1/events";
    private static final int SUBSCRIBERS = 1_000;

    @TempDir
    private Path folder;

    private TestNode node;
    private String key;
    private TestClient acme;

    @BeforeEach
    void start() {
        node = new TestNode(folder);
        key = node.key("acme", Role.PUBLISHER, "professional");
        acme = new TestClient(node, key);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void withoutAKeyOrTheRightPlanThereIsNoStream() {
        assertThat(new TestClient(node, "").get(EVENTS).status()).isEqualTo(401);
        assertThat(new TestClient(node, "").get(EVENTS + "?token=tck_no").status())
                .isEqualTo(401);
        for (String plan : List.of("community", "participant")) {
            TestClient.Answer refused = new TestClient(node, node.key("acme", Role.READER, plan)).get(EVENTS);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.detail())
                    .isEqualTo("Insufficient privileges (Professional or Enterprise plan required)");
        }
        assertThat(acme.get(EVENTS + "?after=x").detail())
                .isEqualTo("after: \"x\" (wanted: the id of an event, or -1 for all of them)");
        assertThat(acme.get(EVENTS, "Last-Event-ID", "1.5").status()).isEqualTo(422);
    }

    @Test
    void anEventIsTheEnvelopeInOneLineUnderTheLedgersIndex() throws IOException {
        try (Subscriber subscriber = subscriber("")) {
            List<String> head = subscriber.head();
            assertThat(head.getFirst()).contains(" 200 ");
            assertThat(head).anyMatch(line -> line.equalsIgnoreCase("Content-Type: text/event-stream"));
            assertThat(subscriber.line()).isEqualTo("retry: 7000");
            String id = acme.post("{\"target\":\"203.0.113.1\",\"sensor\":\"s\"}", "Prefer", "wait=0")
                    .json()
                    .get("id")
                    .asString();
            node.publish();
            assertThat(subscriber.line()).isEmpty();
            assertThat(subscriber.line()).isEqualTo("event: threat_added");
            assertThat(subscriber.line()).isEqualTo("id: 0");
            assertThat(subscriber.line())
                    .isEqualTo("data: " + acme.get("/api/v1/threats/" + id).text());
            assertThat(subscriber.line()).isEmpty();
            acme.delete("/api/v1/threats/" + id + "?reason=gone", "Prefer", "wait=0");
            node.publish();
            Subscriber.Event revoked = Objects.requireNonNull(subscriber.next());
            assertThat(revoked.name()).isEqualTo("threat_revoked");
            assertThat(revoked.id()).isEqualTo(1);
            JsonNode data = Json.MAPPER.readTree(revoked.data());
            assertThat(data.get("id").asString()).isEqualTo(id);
            assertThat(data.get("type").asString()).isEqualTo("threat_revoked");
            assertThat(data.get("index").asInt()).isEqualTo(1);
            assertThat(data.at("/revocation/reason").asString()).isEqualTo("gone");
        }
    }

    @Test
    void whatIsNotPublishedIsNotToldAndAClosedGateClosesNoStream() throws IOException {
        acme.post("{\"target\":\"203.0.113.1\"}", "Prefer", "wait=0");
        node.close(GateWord.UNREACHABLE);
        try (Subscriber subscriber = subscriber("?after=-1")) {
            subscriber.head();
            node.gate().unlatch(GateWord.UNREACHABLE);
            node.publish();
            acme.post("{\"target\":\"203.0.113.2\"}", "Prefer", "wait=0");
            assertThat(subscriber.next())
                    .isNotNull()
                    .extracting(Subscriber.Event::id)
                    .isEqualTo(0L);
            node.publish();
            assertThat(subscriber.next())
                    .isNotNull()
                    .extracting(Subscriber.Event::id)
                    .isEqualTo(1L);
        }
    }

    @Test
    void aKeyThatIsTakenBackEndsItsStreamsAndNoOthers() throws IOException {
        String other = node.key("acme", Role.READER, "enterprise");
        try (Subscriber byHeader = subscriber("");
                Subscriber byToken = new Subscriber(node, EVENTS + "?token=" + key);
                Subscriber stays = new Subscriber(node, EVENTS + "?token=" + other)) {
            for (Subscriber each : List.of(byHeader, byToken, stays)) {
                assertThat(each.head().getFirst()).contains(" 200 ");
                assertThat(each.line()).isEqualTo("retry: 7000");
            }
            batch(1);
            node.publish();
            for (Subscriber each : List.of(byHeader, byToken, stays)) {
                assertThat(each.next()).isNotNull();
            }
            batch(1);
            node.accounts()
                    .revoke(((Credential.Known) node.accounts().bearer(key))
                            .caller()
                            .keyId());
            node.publish();
            assertThat(byHeader.next()).isNull();
            assertThat(byToken.next()).isNull();
            assertThat(stays.next()).isNotNull();
        }
    }

    @Test
    void theRefusalNamesThePlansThatAreConfigured(@TempDir Path other) {
        Plans two = new Plans(Plans.DEFAULTS.subList(0, 2));
        try (TestNode small = new TestNode(other, two)) {
            assertThat(new TestClient(small, small.key("acme", Role.READER, "community"))
                            .get(EVENTS)
                            .detail())
                    .isEqualTo("Insufficient privileges (no plan of this node has the stream)");
        }
    }

    @Test
    void theHeaderCountsMoreThanTheParameter() throws IOException {
        batch(10);
        node.publish();
        try (Subscriber subscriber = subscriber("?after=2", "Last-Event-ID", "7")) {
            assertThat(subscriber.next())
                    .isNotNull()
                    .extracting(Subscriber.Event::id)
                    .isEqualTo(8L);
        }
    }

    @Test
    void reconnectingMissesNothingAndRepeatsNothing() throws Exception {
        int batches = 40;
        CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < batches; i++) {
                batch(25);
                node.publish();
            }
        });
        List<Long> seen = new ArrayList<>();
        while (seen.size() < batches * 25) {
            String last = seen.isEmpty() ? "-1" : String.valueOf(seen.getLast());
            try (Subscriber subscriber = subscriber("", "Last-Event-ID", last)) {
                for (int i = 0; i < 90 && seen.size() < batches * 25; i++) {
                    Subscriber.Event event = Objects.requireNonNull(subscriber.next());
                    seen.add(event.id());
                }
            }
        }
        publishing.get();
        assertThat(seen).isEqualTo(LongStream.range(0, batches * 25L).boxed().toList());
    }

    @Test
    void aRestartedNodeGoesOnWhereTheClientWas() throws IOException {
        batch(5);
        node.publish();
        try (Subscriber subscriber = subscriber("?after=2")) {
            assertThat(subscriber.next())
                    .isNotNull()
                    .extracting(Subscriber.Event::id)
                    .isEqualTo(3L);
            assertThat(subscriber.next())
                    .isNotNull()
                    .extracting(Subscriber.Event::id)
                    .isEqualTo(4L);
            node.close();
            assertThat(subscriber.next()).isNull();
        }
        node = new TestNode(folder);
        acme = new TestClient(node, key);
        batch(1);
        node.publish();
        try (Subscriber subscriber = subscriber("", "Last-Event-ID", "4")) {
            assertThat(subscriber.next())
                    .isNotNull()
                    .extracting(Subscriber.Event::id)
                    .isEqualTo(5L);
        }
    }

    /** Each sees all in order; the one that never reads holds up nobody, and is dropped. */
    @Test
    void aThousandFollowAndOneThatNeverReadsIsDropped() throws Exception {
        int events = 300;
        CountDownLatch connected = new CountDownLatch(SUBSCRIBERS);
        try (Subscriber deaf = new Subscriber(node, 4_096, EVENTS, "Authorization", "Bearer " + key);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<List<Long>>> subscribers = new ArrayList<>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                subscribers.add(CompletableFuture.supplyAsync(() -> follow(connected, events), threads));
            }
            connected.await();
            for (int i = 0; i < events / 100; i++) {
                batch(100);
                node.publish();
            }
            List<Long> expected = LongStream.range(0, events).boxed().toList();
            for (CompletableFuture<List<Long>> subscriber : subscribers) {
                assertThat(subscriber.get()).isEqualTo(expected);
            }
            while (node.feeds().subscribers() > 0) {
                batch(100);
                node.publish();
                Thread.sleep(50);
            }
            assertThat(deaf.head().getFirst()).contains(" 200 ");
        }
    }

    /** Told late, from the store: what was appended since is not published, and nobody hears of it. */
    @Test
    void anEventTellsNothingOfWhatIsNotPublished() throws IOException {
        String id = acme.post("{\"target\":\"203.0.113.1\"}", "Prefer", "wait=0")
                .json()
                .get("id")
                .asString();
        batch(1);
        node.publish();
        acme.delete("/api/v1/threats/" + id, "Prefer", "wait=0");
        batch(1);
        try (Subscriber subscriber = subscriber("?after=-1")) {
            for (int i = 0; i < 2; i++) {
                JsonNode told = Json.MAPPER.readTree(
                        Objects.requireNonNull(subscriber.next()).data());
                assertThat(told.get("status").asString()).isEqualTo("active");
                assertThat(told.get("revocation").isNull()).isTrue();
            }
        }
        node.publish();
        try (Subscriber subscriber = subscriber("?after=-1")) {
            JsonNode told = Json.MAPPER.readTree(
                    Objects.requireNonNull(subscriber.next()).data());
            assertThat(told.get("status").asString()).isEqualTo("revoked");
            assertThat(told.at("/revocation/index").asLong()).isEqualTo(2);
        }
    }

    private List<Long> follow(CountDownLatch connected, int events) {
        List<Long> seen = new ArrayList<>();
        try (Subscriber subscriber = subscriber("")) {
            subscriber.head();
            connected.countDown();
            while (seen.size() < events) {
                Subscriber.Event event = Objects.requireNonNull(subscriber.next());
                seen.add(event.id());
            }
            return seen;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("after " + seen.size() + " events", e);
        }
    }

    private Subscriber subscriber(String query, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + key));
        all.addAll(List.of(headers));
        return new Subscriber(node, EVENTS + query, all.toArray(new String[0]));
    }

    private void batch(int entries) {
        String body = IntStream.range(0, entries)
                .mapToObj(i -> "{\"target\":\"198.51.100." + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(acme.post(body, "Prefer", "wait=0").status()).isEqualTo(202);
    }
}
