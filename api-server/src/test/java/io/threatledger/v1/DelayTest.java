package io.threatledger.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.auth.Plan;
import io.threatledger.auth.Plans;
import io.threatledger.auth.Role;
import io.threatledger.http.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A plan with a key and a delay of an hour: every way to read shows the ledger as it stood an hour ago. */
class DelayTest {
    private static final int HOUR = 3_600;
    private static final Plan DELAYED = new Plan(
            "delayed",
            "Delayed",
            1_000,
            Plan.Window.DAY,
            Optional.empty(),
            Duration.ofHours(1),
            true,
            Plan.ReaderStream.FULL,
            100,
            1_000,
            true);

    @TempDir
    private Path folder;

    private TestNode node;
    private TestClient acme;
    private TestClient late;
    private String lateKey;

    @BeforeEach
    void start() {
        List<Plan> plans = new ArrayList<>(Plans.DEFAULTS);
        plans.add(DELAYED);
        node = new TestNode(folder, new Plans(plans));
        acme = new TestClient(node, node.key("acme", Role.PUBLISHER, "professional"));
        lateKey = node.key("late", Role.READER, "delayed");
        late = new TestClient(node, lateKey);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whatIsTooYoungIsInNoAnswer() {
        String id = add("203.0.113.1");
        node.publish();
        node.advance(HOUR - 1);
        assertThat(late.get("/api/v1/threats/" + id).status()).isEqualTo(404);
        assertThat(listed("/api/v1/threats")).isEmpty();
        assertThat(listed("/api/v1/threats?active_only=false")).isEmpty();
        assertThat(listed("/api/v1/threats?target=203.0.113.1")).isEmpty();
        assertThat(blocked()).isEmpty();
        JsonNode stats = late.get("/api/v1/stats").json();
        assertThat(stats.get("total_threats").asLong()).isZero();
        assertThat(stats.get("by_category").size()).isZero();
        assertThat(entriesPerDay(stats)).isZero();
        assertThat(acme.get("/api/v1/threats/" + id).status()).isEqualTo(200);

        node.advance(2 + 60);
        assertThat(late.get("/api/v1/threats/" + id).status()).isEqualTo(200);
        assertThat(listed("/api/v1/threats")).containsExactly(id);
        assertThat(blocked()).containsExactly("203.0.113.1");
        stats = late.get("/api/v1/stats").json();
        assertThat(stats.get("active_threats").asLong()).isEqualTo(1);
        assertThat(stats.at("/by_category/unknown/active").asLong()).isEqualTo(1);
        assertThat(entriesPerDay(stats)).isEqualTo(1);
    }

    /** Each of the three ends an interval in another way; an hour later it has not ended for those who are behind. */
    @Test
    void whatEndedSinceIsActiveStill() {
        String revoked = add("203.0.113.1");
        String superseded = add("203.0.113.2");
        String expired = addFor("203.0.113.3", HOUR + 600);
        node.publish();
        node.advance(HOUR + 2);
        acme.delete("/api/v1/threats/" + revoked, "Prefer", "wait=0");
        add("203.0.113.2");
        addFor("203.0.113.4", 60);
        node.publish();
        assertAllActive(revoked, superseded, expired);
        node.advance(1_200);
        assertAllActive(revoked, superseded, expired);
        assertThat(activeOf(acme)).isEqualTo(1);

        node.advance(HOUR);
        assertThat(status(revoked)).isEqualTo("revoked");
        assertThat(status(superseded)).isEqualTo("superseded");
        assertThat(status(expired)).isEqualTo("expired");
        assertThat(blocked()).containsExactly("203.0.113.2");
        assertThat(activeOf(late)).isEqualTo(1);
    }

    private void assertAllActive(String... ids) {
        assertThat(listed("/api/v1/threats")).containsExactlyInAnyOrder(ids);
        assertThat(listed("/api/v1/threats?category=unknown")).containsExactlyInAnyOrder(ids);
        assertThat(ids).allMatch(id -> status(id).equals("active"));
        assertThat(late.get("/api/v1/threats/" + ids[0])
                        .json()
                        .get("revocation")
                        .isNull())
                .isTrue();
        assertThat(blocked()).containsExactly("203.0.113.1", "203.0.113.2", "203.0.113.3");
        assertThat(activeOf(late)).isEqualTo(3);
    }

    /** Revoked since, so it is not among the live ones, and expires for those behind without anything being written. */
    @Test
    void aBlockListBehindLosesWhatExpiresInItsOwnTime() {
        String id = addFor("203.0.113.1", HOUR + 1_800);
        node.publish();
        node.advance(HOUR + 2);
        acme.delete("/api/v1/threats/" + id, "Prefer", "wait=0");
        node.publish();
        assertThat(blocked()).containsExactly("203.0.113.1");
        node.advance(1_790);
        assertThat(blocked()).containsExactly("203.0.113.1");
        node.advance(1_800);
        assertThat(blocked()).containsExactly("203.0.113.1");
        node.advance(20);
        assertThat(blocked()).isEmpty();
    }

    @Test
    void anOwnerSeesItsOwnAtOnceAndMayRevokeIt() {
        TestClient publisher = new TestClient(node, node.key("late", Role.PUBLISHER, "delayed"));
        String own = publisher
                .post("{\"target\":\"203.0.113.9\"}", "Prefer", "wait=0")
                .json()
                .get("id")
                .asString();
        String other = add("203.0.113.1");
        assertThat(late.get("/api/v1/threats/" + own).json().get("status").asString())
                .isEqualTo("active");
        assertThat(listed("/api/v1/threats")).isEmpty();
        assertThat(publisher
                        .delete("/api/v1/threats/" + other, "Prefer", "wait=0")
                        .status())
                .isEqualTo(404);
        assertThat(publisher
                        .delete("/api/v1/threats/" + own, "Prefer", "wait=0")
                        .status())
                .isEqualTo(202);
        assertThat(late.get("/api/v1/threats/" + own).json().get("status").asString())
                .isEqualTo("revoked");
        node.publish();
        node.advance(HOUR + 2);
        assertThat(publisher
                        .delete("/api/v1/threats/" + other, "Prefer", "wait=0")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anEventIsToldWhenItIsOldEnoughAndAsThingsStoodThen() throws IOException {
        try (Subscriber subscriber = follow("?after=-1")) {
            subscriber.head();
            String id = add("203.0.113.1");
            node.publish();
            node.advance(600);
            acme.delete("/api/v1/threats/" + id, "Prefer", "wait=0");
            node.publish();
            node.advance(HOUR - 601);
            assertThat(node.feeds().of(DELAYED.delay()).frontier().value()).isZero();
            node.advance(2);
            Subscriber.Event added = Objects.requireNonNull(subscriber.next());
            assertThat(added.name()).isEqualTo("threat_added");
            assertThat(added.id()).isZero();
            JsonNode told = Json.MAPPER.readTree(added.data());
            assertThat(told.get("status").asString()).isEqualTo("active");
            assertThat(told.get("revocation").isNull()).isTrue();
            assertThat(node.feeds().of(DELAYED.delay()).frontier().value()).isEqualTo(1);
            node.advance(600);
            Subscriber.Event revoked = Objects.requireNonNull(subscriber.next());
            assertThat(revoked.name()).isEqualTo("threat_revoked");
            assertThat(revoked.id()).isEqualTo(1);
        }
    }

    private Subscriber follow(String query) throws IOException {
        return new Subscriber(node, "/api/v1/events" + query, "Authorization", "Bearer " + lateKey);
    }

    private String add(String target) {
        return addFor(target, 24 * HOUR);
    }

    private String addFor(String target, int seconds) {
        TestClient.Answer answer =
                acme.post("{\"target\":\"" + target + "\",\"ttl_seconds\":" + seconds + "}", "Prefer", "wait=0");
        assertThat(answer.status()).isEqualTo(202);
        return answer.json().get("id").asString();
    }

    private String status(String id) {
        return late.get("/api/v1/threats/" + id).json().path("status").asString();
    }

    private List<String> listed(String path) {
        List<String> ids = new ArrayList<>();
        late.get(path).json().forEach(threat -> ids.add(threat.get("id").asString()));
        return ids;
    }

    private List<String> blocked() {
        return late.get("/api/v1/threats.txt")
                .text()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /** The answer of a delayed plan is a minute old at most; every step above is longer. */
    private static long activeOf(TestClient client) {
        return client.get("/api/v1/stats").json().get("active_threats").asLong();
    }

    private static long entriesPerDay(JsonNode stats) {
        long entries = 0;
        for (JsonNode hour : stats.get("entries_per_hour")) {
            entries += hour.get("entries").asLong();
        }
        return entries;
    }
}
