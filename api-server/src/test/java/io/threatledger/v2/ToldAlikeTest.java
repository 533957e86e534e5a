package io.threatledger.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A random walk through v1 and v2, after every few steps of which all three APIs tell what a small model tells. */
class ToldAlikeTest {
    private static final int STEPS = 200;
    private static final int STEPS_BETWEEN_LOOKS = 8;
    private static final List<String> TARGETS =
            List.of("203.0.113.1", "203.0.113.2", "203.0.113.3", "198.51.100.0/24", "2001:db8::1");

    @TempDir
    Path folder;

    private final long seed = Long.getLong("told.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final SpokenModel model = new SpokenModel();
    private final List<String> walked = new ArrayList<>();
    private V2Node node;

    @BeforeEach
    void start() throws Exception {
        node = new V2Node(folder);
        node.stopClock();
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @Test
    void allApisTellTheSame() throws IOException {
        System.out.println("seed of this walk: -Dtold.seed=" + seed);
        try {
            for (int step = 1; step <= STEPS; step++) {
                step();
                if (step % STEPS_BETWEEN_LOOKS == 0) {
                    look();
                }
            }
        } catch (AssertionError e) {
            throw new AssertionError("told.seed=" + seed + " after " + String.join("; ", walked), e);
        }
    }

    private V2Node.Access who() {
        return random.nextBoolean() ? node.alpha : node.beta;
    }

    private String target() {
        return TARGETS.get(random.nextInt(TARGETS.size()));
    }

    private void step() throws IOException {
        V2Node.Access who = who();
        String owner = random.nextInt(3) == 0 ? V2Node.COMMUNITY : who.owner();
        switch (random.nextInt(10)) {
            case 0, 1 -> publish(who);
            case 2 -> revoke(who);
            case 3, 4 -> create(who, owner, target());
            case 5, 6 -> change(who, owner, target());
            case 7 -> tag(who, owner, target());
            case 8 -> delete(who, owner, target());
            default -> later();
        }
    }

    private long now() {
        return node.now().getEpochSecond();
    }

    private void walked(String what, int status) {
        walked.add(what + " -> " + status);
    }

    /** One or several of v1, as one array: what is published twice in one supersedes within it. */
    private void publish(V2Node.Access who) throws IOException {
        List<SpokenModel.Said> said = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            SpokenModel.Said one = new SpokenModel.Said(
                    who.owner(), "s" + random.nextInt(2), target(), null, "low", null, List.of(), ttl());
            said.add(one);
            bodies.add("{\"target\":\"" + one.target() + "\",\"source\":\"" + one.source()
                    + "\",\"severity\":\"low\",\"ttl_seconds\":" + one.ttlSeconds() + "}");
        }
        JsonNode made = node.publish(who, bodies.toArray(String[]::new));
        for (int i = 0; i < count; i++) {
            model.add(said.get(i), made.get(i));
        }
        walked("publish " + bodies, 201);
    }

    private long ttl() {
        return random.nextBoolean() ? 120 : 86_400;
    }

    private void revoke(V2Node.Access who) throws IOException {
        List<SpokenModel.Entry> all = model.entriesOf(who.owner());
        if (!all.isEmpty()) {
            SpokenModel.Entry one = all.get(random.nextInt(all.size()));
            V2Node.Answer answer = node.bearer(who.bearer(), "DELETE", "/api/v1/threats/" + one.id(), null);
            assertThat(answer.status()).isEqualTo(200);
            model.revoke(one);
            walked("revoke " + one.said().target() + " " + one.said().source(), 200);
        }
    }

    private static String path(String target) {
        return "/v2/indicators/" + (target.contains("/") ? "cidrBlocks/" : "addresses/") + target.replace("/", "%2F");
    }

    private static String of(String owner) {
        return "?owner=" + owner.replace(" ", "%20");
    }

    private void create(V2Node.Access who, String owner, String target) throws IOException {
        boolean isNetwork = target.contains("/");
        BigDecimal rating = random.nextBoolean() ? null : BigDecimal.valueOf(random.nextInt(6));
        String body = "{\"" + (isNetwork ? "Block" : "ip") + "\":\"" + target + "\""
                + (rating == null ? "" : ",\"rating\":" + rating)
                + ",\"ttl_seconds\":" + ttl() + "}";
        boolean isThere = model.shown(owner, target, now()) != null;
        V2Node.Answer answer =
                node.send(who, "POST", "/v2/indicators/" + (isNetwork ? "cidrBlocks" : "addresses") + of(owner), body);
        walked("create " + owner + " " + body, answer.status());
        assertThat(answer.status()).isEqualTo(isThere ? 400 : 201);
        if (!isThere) {
            learn(owner, target, rating, "medium", null, List.of());
        }
    }

    private void change(V2Node.Access who, String owner, String target) throws IOException {
        int confidence = random.nextInt(3);
        BigDecimal rating = random.nextBoolean() ? null : BigDecimal.valueOf(random.nextInt(51), 1);
        SpokenModel.Entry before = model.shown(owner, target, now());
        V2Node.Answer answer = node.send(
                who,
                "PUT",
                path(target) + of(owner),
                "{\"confidence\":" + confidence + (rating == null ? "" : ",\"rating\":" + rating) + "}");
        walked("change " + owner + " " + target + " " + confidence + " " + rating, answer.status());
        assertThat(answer.status()).isEqualTo(before == null ? 404 : 200);
        if (before != null) {
            SpokenModel.Said said = before.said();
            learn(owner, target, rating == null ? said.rating() : rating, said.severity(), confidence, said.tags());
        }
    }

    private void tag(V2Node.Access who, String owner, String target) throws IOException {
        String tag = "t" + random.nextInt(2);
        boolean isAdded = random.nextBoolean();
        SpokenModel.Entry before = model.shown(owner, target, now());
        V2Node.Answer answer =
                node.send(who, isAdded ? "POST" : "DELETE", path(target) + "/tags/" + tag + of(owner), null);
        walked("tag " + owner + " " + target + " " + tag + " " + isAdded, answer.status());
        assertThat(answer.status()).isEqualTo(before == null ? 404 : isAdded ? 201 : 200);
        if (before != null) {
            TreeSet<String> tags = new TreeSet<>(before.said().tags());
            if (isAdded) {
                tags.add(tag);
            } else {
                tags.remove(tag);
            }
            SpokenModel.Said said = before.said();
            learn(owner, target, said.rating(), said.severity(), said.confidence(), List.copyOf(tags));
        }
    }

    private void delete(V2Node.Access who, String owner, String target) throws IOException {
        boolean isThere = model.shown(owner, target, now()) != null;
        V2Node.Answer answer = node.send(who, "DELETE", path(target) + of(owner), null);
        walked("delete " + owner + " " + target, answer.status());
        assertThat(answer.status()).isEqualTo(isThere ? 200 : 404);
        model.revokeAll(owner, target, now());
    }

    /** Past the short expiries, by a margin that no step takes. */
    private void later() {
        node.advance(Duration.ofSeconds(random.nextBoolean() ? 30 : 121));
        walked("later", 0);
    }

    /** The entry that a write of v2 made, as v1 tells it, must say what the model says; it may have made none. */
    private void learn(
            String owner,
            String target,
            @Nullable BigDecimal rating,
            String severity,
            @Nullable Integer confidence,
            List<String> tags)
            throws IOException {
        for (JsonNode each : node.v1(target.replace("/", "%2F"), false)) {
            JsonNode data = each.path("data");
            if (data.path("owner").asString().equals(owner)
                    && data.path("target").asString().equals(target)) {
                if (!model.knows(each.path("id").asString())) {
                    model.add(
                            new SpokenModel.Said(
                                    owner,
                                    data.path("source").asString(),
                                    target,
                                    rating,
                                    severity,
                                    confidence,
                                    tags,
                                    0),
                            each);
                }
                return;
            }
        }
    }

    private void look() throws IOException {
        for (V2Node.Access who : List.of(node.alpha, node.beta)) {
            lookAtV2(who, who.owner());
        }
        lookAtV2(node.alpha, V2Node.COMMUNITY);
        for (String target : TARGETS) {
            lookAtOthers(target);
        }
    }

    private void lookAtV2(V2Node.Access who, String owner) throws IOException {
        TreeMap<String, String> wanted = new TreeMap<>();
        for (String target : TARGETS) {
            SpokenModel.Entry shown = model.shown(owner, target, now());
            if (shown != null) {
                wanted.put(target, model.numberOf(owner, target) + " " + shown.told());
            }
        }
        TreeMap<String, String> listed = new TreeMap<>();
        JsonNode list = node.data(who, "/v2/indicators" + of(owner) + "&includeTags=true");
        list.path("indicator")
                .forEach(each -> listed.put(each.path("summary").asString(), each.path("id") + " " + told(each)));
        assertThat(listed).as("v2 of " + owner).isEqualTo(wanted);
        assertThat(list.path("resultCount").asInt()).isEqualTo(wanted.size());
        for (String target : TARGETS) {
            V2Node.Answer one = node.get(who, path(target) + of(owner) + "&includeTags=true");
            assertThat(one.status()).isEqualTo(wanted.containsKey(target) ? 200 : 404);
            if (one.status() == 200) {
                JsonNode entity = one.data().path(target.contains("/") ? "cidrBlock" : "address");
                assertThat(entity.path("id") + " " + told(entity)).isEqualTo(wanted.get(target));
            }
        }
    }

    private static String told(JsonNode indicator) {
        TreeSet<String> tags = new TreeSet<>();
        indicator.path("tag").forEach(tag -> tags.add(tag.path("name").asString()));
        return SpokenModel.told(
                indicator.path("rating").decimalValue(),
                indicator.has("confidence") ? indicator.path("confidence").asInt() : null,
                tags);
    }

    /** The entries that are active, by v1 and, all owners together, by intel. */
    private void lookAtOthers(String target) throws IOException {
        TreeSet<String> wanted = model.active(target, now());
        TreeSet<String> listed = new TreeSet<>();
        for (JsonNode each : node.v1(target.replace("/", "%2F"), true)) {
            if (each.path("data").path("target").asString().equals(target)) {
                listed.add(each.path("id").asString());
            }
        }
        assertThat(listed).as("v1 of " + target).isEqualTo(wanted);
        JsonNode record = node.bearer(node.alpha.bearer(), "GET", "/api/threat/" + target.replace("/", "%2F"), null)
                .json();
        assertThat(record.path("seen").asBoolean()).isEqualTo(model.hasEver(target));
        assertThat(record.path("recommended_action").asString("monitor"))
                .as("intel of " + target)
                .isEqualTo(wanted.isEmpty() ? "monitor" : "drop");
        if (model.hasEver(target)) {
            TreeSet<String> ever = new TreeSet<>();
            record.path("threats").forEach(id -> ever.add(id.asString()));
            assertThat(ever).containsAll(wanted);
        }
    }
}
