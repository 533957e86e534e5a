package io.threatledger.intel;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.auth.Credential;
import io.threatledger.auth.Plan;
import io.threatledger.auth.Plans;
import io.threatledger.auth.Role;
import io.threatledger.events.EventStream;
import io.threatledger.gate.GateWord;
import io.threatledger.http.Json;
import io.threatledger.v1.Subscriber;
import io.threatledger.v1.TestClient;
import io.threatledger.v1.TestNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The readers' stream over a real ledger: who is told what of an entry, and when. */
class StreamTest {
    private static final String EVENTS = "/api/events";
    private static final String SEEN_BY_A_SENSOR = "{\"target\":\"203.0.113.1\",\"tags\":[\"ssh\"],\"country\":\"NL\","
            + "\"fleet\":\"core\",\"sensor\":\"secret-sensor\",\"ja3\":\"" + "5".repeat(32) + "\",\"port\":50222}";
    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;

    @TempDir
    private Path folder;

    private TestNode node;
    private String publisher;
    private TestClient acme;
    private String community;
    private String participant;

    @BeforeEach
    void start() {
        open();
        publisher = node.key("acme", Role.PUBLISHER, "enterprise");
        community = node.key("readers", Role.READER, "community");
        participant = node.key("readers", Role.READER, "participant");
        acme = new TestClient(node, publisher);
    }

    private void open() {
        node = new TestNode(folder, plans(), (limits, access, feeds) -> {
            Readers readers = new Readers(access, limits);
            return List.of(readers, new EventRoutes(readers, feeds, new EventStream(System::nanoTime)));
        });
    }

    /** The default ones, and one whose look-ups show what its stream does not. */
    private static Plans plans() {
        List<Plan> plans = new ArrayList<>(Plans.DEFAULTS);
        Plan full = plans.get(2);
        plans.add(new Plan(
                "quiet",
                "Quiet",
                full.quota(),
                full.window(),
                full.history(),
                full.delay(),
                false,
                Plan.ReaderStream.REDUCED,
                full.searchMax(),
                full.csvMax(),
                true));
        return new Plans(plans);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aQueryThatIsNoneOrAsksForWhatThePlanHidesIsRefusedWithItsPosition() {
        TestClient.Answer wrong = reader(participant).get(EVENTS + dsl("country:NL AND"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().get("error").asString()).isEqualTo("invalid_query");
        assertThat(wrong.json().get("position").asInt()).isEqualTo(14);
        String quiet = node.key("readers", Role.READER, "quiet");
        for (String key : List.of("", community, quiet)) {
            TestClient.Answer hidden = reader(key).get(EVENTS + dsl("country:NL sensor:secret*"));
            assertThat(hidden.status()).isEqualTo(403);
            assertThat(hidden.json().get("error").asString()).isEqualTo("upgrade_required");
            assertThat(hidden.json().get("position").asInt()).isEqualTo(11);
            assertThat(hidden.header("X-Tier")).isPresent();
        }
    }

    @Test
    void theHeadNamesTheTier() throws IOException {
        try (Subscriber subscriber = follow("", "")) {
            assertThat(subscriber.head())
                    .contains("X-Tier: anonymous", "X-Tier-Label: Anonymous", "Content-Type: text/event-stream")
                    .anyMatch(line -> line.startsWith("X-RateLimit-Remaining: "));
        }
    }

    /** Beside each other: at once in full, at once and reduced, and an hour later. */
    @Test
    void eachPlanIsToldInItsTimeWhatItMaySee() throws IOException {
        try (Subscriber full = follow(participant, "?after=-1");
                Subscriber reduced = follow(community, "?after=-1");
                Subscriber late = follow("", "?after=-1")) {
            late.head();
            publish(SEEN_BY_A_SENSOR);
            JsonNode told = data(full, "threat_added", 0);
            assertThat(told.get("ip").asString()).isEqualTo("203.0.113.1");
            assertThat(told.at("/sensor_sightings/0/sensor").asString()).isEqualTo("secret-sensor");
            assertThat(told.get("data_freshness").asString()).isEqualTo("realtime");
            assertThat(told.get("history_window_days").isNull()).isTrue();
            told = data(reduced, "threat_added", 0);
            assertThat(told.get("sensor_sightings").asString()).isEqualTo(Records.HIDDEN);
            assertThat(told.at("/sensor_sighting_summary/total_sensors").asInt())
                    .isEqualTo(1);
            assertThat(told.get("history_window_days").asInt()).isEqualTo(30);

            node.advance(600);
            revoke(0);
            told = data(full, "threat_revoked", 1);
            assertThat(told.get("confidence").asDouble()).isZero();
            assertThat(told.get("recommended_action").asString()).isEqualTo("monitor");
            assertThat(told.get("tags").size()).isZero();
            assertThat(data(reduced, "threat_revoked", 1).get("seen").asBoolean())
                    .isTrue();

            node.advance(HOUR - 599);
            told = data(late, "threat_added", 0);
            assertThat(told.get("confidence").asDouble()).isPositive();
            assertThat(told.at("/tags/0").asString()).isEqualTo("ssh");
            assertThat(told.get("data_freshness").asString()).isEqualTo("60m_delay");
            assertThat(told.get("history_window_days").asInt()).isEqualTo(7);
            node.advance(600);
            assertThat(data(late, "threat_revoked", 1).get("confidence").asDouble())
                    .isZero();
        }
    }

    @Test
    void aDelayedReaderIsToldWhenItIsDueAndNotBefore() throws IOException {
        publish(SEEN_BY_A_SENSOR);
        node.advance(HOUR);
        publish("{\"target\":\"203.0.113.2\"}");
        try (Subscriber late = follow("", "?after=-1")) {
            late.head();
            assertThat(late.line()).startsWith("retry");
            node.advance(1);
            assertThat(data(late, "threat_added", 0).get("ip").asString()).isEqualTo("203.0.113.1");
            node.advance(HOUR);
            assertThat(data(late, "threat_added", 1).get("ip").asString()).isEqualTo("203.0.113.2");
        }
    }

    @Test
    void nothingRestrictedIsInTheBytesOfAReducedStream() throws IOException {
        String quiet = node.key("readers", Role.READER, "quiet");
        try (Subscriber full = follow(participant, "?after=-1");
                Subscriber reduced = follow(quiet, "?after=-1");
                Subscriber hidden = follow(community, "?after=-1")) {
            publish(SEEN_BY_A_SENSOR);
            revoke(0);
            for (int i = 0; i < 2; i++) {
                assertThat(next(full).data()).contains("secret-sensor", "5".repeat(32), "50222");
                for (Subscriber subscriber : List.of(reduced, hidden)) {
                    assertThat(next(subscriber).toString()).doesNotContain("secret", "555555", "50222");
                }
            }
        }
    }

    /** What a revocation takes away is what it is asked for by. */
    @Test
    void aFilteredStreamTellsWhatBeginsToMatchAndWhatCeasesTo() throws IOException {
        try (Subscriber subscriber =
                follow(community, "?after=-1&" + dsl("tag:ssh confidence:>0.5").substring(1))) {
            publish("{\"target\":\"203.0.113.2\",\"tags\":[\"web\"]}");
            publish(SEEN_BY_A_SENSOR);
            publish("{\"target\":\"203.0.113.1\",\"tags\":[\"web\"]}");
            publish("{\"target\":\"203.0.113.1\",\"tags\":[\"web\"],\"severity\":\"high\"}");
            publish("{\"target\":\"203.0.113.1\",\"tags\":[\"ssh\"]}");
            revoke(4);
            revoke(0);
            publish("{\"target\":\"203.0.113.3\",\"tags\":[\"ssh\"]}");
            List<Long> told = new ArrayList<>();
            while (told.isEmpty() || told.getLast() < 7) {
                told.add(next(subscriber).id());
            }
            assertThat(told).containsExactly(1L, 2L, 4L, 5L, 7L);
        }
        try (Subscriber subscriber = follow(
                participant, "?after=-1&" + dsl("sensor:secret-* port:50222").substring(1))) {
            assertThat(next(subscriber).id()).isEqualTo(1);
        }
    }

    /** The window goes with the clock, also for what was told before. */
    @Test
    void whatIsOlderThanTheHistoryIsNotTold() throws IOException {
        publish("{\"target\":\"203.0.113.1\",\"ttl_seconds\":7776000}");
        node.advance(8 * DAY);
        publish("{\"target\":\"203.0.113.2\"}");
        node.advance(2 * HOUR);
        try (Subscriber late = follow("", "?after=-1");
                Subscriber reduced = follow(community, "?after=-1")) {
            assertThat(next(late).id()).isEqualTo(1);
            assertThat(next(reduced).id()).isZero();
            revoke(0);
            node.advance(2 * HOUR);
            JsonNode told = data(late, "threat_revoked", 2);
            assertThat(told.get("ip").asString()).isEqualTo("203.0.113.1");
            assertThat(told.get("seen").asBoolean()).isFalse();
            assertThat(next(reduced).id()).isEqualTo(1);
            assertThat(data(reduced, "threat_revoked", 2).get("seen").asBoolean())
                    .isTrue();
        }
        node.advance(10 * DAY);
        publish("{\"target\":\"203.0.113.4\"}");
        node.advance(2 * HOUR);
        try (Subscriber late = follow("", "?after=-1")) {
            assertThat(next(late).id()).isEqualTo(3);
        }
    }

    @Test
    void aClosedGateEndsNoStreamAndAStopEndsAll() throws IOException {
        publish(SEEN_BY_A_SENSOR);
        node.close(GateWord.UNREACHABLE);
        try (Subscriber full = follow(participant, "?after=-1");
                Subscriber late = follow("", "")) {
            late.head();
            assertThat(next(full).id()).isZero();
            assertThat(node.intelFeeds().subscribers()).isEqualTo(2);
            node.gate().unlatch(GateWord.UNREACHABLE);
            publish("{\"target\":\"203.0.113.2\"}");
            assertThat(next(full).id()).isEqualTo(1);
            node.close();
            assertThat(full.next()).isNull();
            assertThat(late.next()).isNull();
        }
        open();
        acme = new TestClient(node, publisher);
        publish("{\"target\":\"203.0.113.3\"}");
        try (Subscriber full =
                new Subscriber(node, EVENTS, "Authorization", "Bearer " + participant, "Last-Event-ID", "0")) {
            assertThat(next(full).id()).isEqualTo(1);
            assertThat(data(full, "threat_added", 2).get("ip").asString()).isEqualTo("203.0.113.3");
        }
    }

    @Test
    void aKeyThatIsTakenBackEndsItsStreamAndItsAnonymousNeighboursGoOn() throws IOException {
        try (Subscriber full = new Subscriber(node, EVENTS + "?after=-1&api_key=" + participant);
                Subscriber other = follow(community, "?after=-1")) {
            publish(SEEN_BY_A_SENSOR);
            assertThat(next(full).id()).isZero();
            assertThat(next(other).id()).isZero();
            node.accounts()
                    .revoke(((Credential.Known) node.accounts().bearer(participant))
                            .caller()
                            .keyId());
            publish("{\"target\":\"203.0.113.2\"}");
            assertThat(next(other).id()).isEqualTo(1);
            assertThat(full.next()).isNull();
        }
    }

    private JsonNode data(Subscriber subscriber, String name, long id) throws IOException {
        Subscriber.Event event = next(subscriber);
        assertThat(event.name()).isEqualTo(name);
        assertThat(event.id()).isEqualTo(id);
        return Json.MAPPER.readTree(event.data());
    }

    private static Subscriber.Event next(Subscriber subscriber) throws IOException {
        return Objects.requireNonNull(subscriber.next());
    }

    private Subscriber follow(String key, String query) throws IOException {
        return key.isEmpty()
                ? new Subscriber(node, EVENTS + query)
                : new Subscriber(node, EVENTS + query, "Authorization", "Bearer " + key);
    }

    private TestClient reader(String key) {
        return new TestClient(node, key);
    }

    private static String dsl(String query) {
        return "?dsl=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private void publish(String body) {
        assertThat(acme.post(body, "Prefer", "wait=0").status()).isEqualTo(202);
        node.publish();
    }

    /** The threat whose entry stands at that index. */
    private void revoke(long index) {
        String id = acme.get("/api/v1/threats?active_only=false&count=1&before=" + (index + 1))
                .json()
                .get(0)
                .get("id")
                .asString();
        assertThat(acme.delete("/api/v1/threats/" + id, "Prefer", "wait=0").status())
                .isEqualTo(202);
        node.publish();
    }
}
