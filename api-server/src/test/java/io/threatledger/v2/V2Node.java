package io.threatledger.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.devchain.Anvil;
import io.threatledger.devchain.AnvilOptions;
import io.threatledger.http.Json;
import io.threatledger.node.Node;
import io.threatledger.node.NodeHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A real node on a real chain with owners of every kind, whose clock a test sets forward, and clients that sign: by code of
 * their own, so that a mistake in the node's does not cancel out.
 */
final class V2Node implements AutoCloseable {
    /** An organization that is a member of the community and of the source. */
    static final String ALPHA = "alpha";

    /** Another organization in the community. */
    static final String BETA = "beta";

    /** An individual who is a member of nothing. */
    static final String LONER = "loner";

    static final String COMMUNITY = "Common Community";
    static final String FEED = "Feed.1";

    private static final int CLOCKS_APART_SECONDS = 280;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final AtomicReference<@Nullable Instant> stoppedAt = new AtomicReference<>();
    private final InstantSource clock = () -> {
        Instant stopped = stoppedAt.get();
        return (stopped == null ? Instant.now() : stopped).plus(ahead.get());
    };
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Anvil anvil;
    private final NodeHome home;
    private final Node node;
    private long lastTimestamp;

    final Access alpha;
    final Access beta;
    final Access loner;
    final Access feed;
    final Access reader;

    V2Node(Path folder) throws IOException, InterruptedException {
        anvil = Anvil.start(AnvilOptions.defaults());
        home = NodeHome.create(folder, anvil.rpcUrl());
        node = home.start(clock);
        owner(COMMUNITY, "community");
        owner(FEED, "source");
        owner(ALPHA, "organization", COMMUNITY, FEED);
        owner(BETA, "organization", COMMUNITY);
        owner(LONER, "individual");
        alpha = access(ALPHA, "alpha bot", "publisher");
        reader = access(ALPHA, "alpha reader", "reader");
        beta = access(BETA, "beta bot", "publisher");
        loner = access(LONER, "loner bot", "publisher");
        feed = access(FEED, "feed bot", "publisher");
    }

    /** An access id, with the bearer key of the same account for the other APIs. */
    record Access(String owner, String id, String secret, String bearer) {}

    /** An answer as a test looks at it. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Json.MAPPER.readTree(response.body());
        }

        String message() {
            assertThat(json().propertyNames()).as(text()).containsExactly("status", "message");
            assertThat(json().path("status").asString()).isEqualTo("Failure");
            return json().path("message").asString();
        }

        JsonNode data() {
            assertThat(json().path("status").asString()).as(text()).isEqualTo("Success");
            return json().path("data");
        }

        String type() {
            return header("Content-Type").orElse("none");
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    private void owner(String handle, String kind, String... memberOf) throws IOException {
        String body = Json.MAPPER.writeValueAsString(
                Map.of("handle", handle, "name", handle + " by name", "kind", kind, "member_of", List.of(memberOf)));
        Answer made = bearer(home.key(), "POST", "/api/v1/owners", body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    Access access(String owner, String account, String role) throws IOException {
        return access(owner, account, role, "enterprise");
    }

    Access access(String owner, String account, String role, String plan) throws IOException {
        JsonNode hmac = key(owner, account, role, plan, "hmac");
        JsonNode bearer = key(owner, account, role, plan, "bearer");
        return new Access(
                owner,
                hmac.path("access_id").asString(),
                hmac.path("secret").asString(),
                bearer.path("key").asString());
    }

    private JsonNode key(String owner, String account, String role, String plan, String kind) throws IOException {
        String body = Json.MAPPER.writeValueAsString(
                Map.of("owner", owner, "account", account, "role", role, "plan", plan, "name", "test", "kind", kind));
        Answer made = bearer(home.key(), "POST", "/api/v1/keys", body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }

    String url() {
        return node.url();
    }

    Anvil anvil() {
        return anvil;
    }

    NodeHome home() {
        return home;
    }

    Instant now() {
        return clock.instant();
    }

    /** From here on only {@link #advance} moves the node's clock: nothing expires between two looks. */
    void stopClock() {
        stoppedAt.set(Instant.now());
    }

    void advance(Duration by) {
        ahead.updateAndGet(before -> before.plus(by));
    }

    static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A time that no request of this test was signed with. Two alike of one second are a repetition, and tests are quicker
     * than seconds, so they use up those that a slow clock would show.
     */
    synchronized long timestamp() {
        lastTimestamp = Math.max(lastTimestamp + 1, now().getEpochSecond() - CLOCKS_APART_SECONDS);
        while (lastTimestamp > now().getEpochSecond() + CLOCKS_APART_SECONDS) {
            LockSupport.parkNanos(100_000_000);
        }
        return lastTimestamp;
    }

    Answer send(Access who, String method, String target, @Nullable String body, String... headers) throws IOException {
        return sendAt(timestamp(), who, method, target, body, headers);
    }

    Answer sendAt(long timestamp, Access who, String method, String target, @Nullable String body, String... headers)
            throws IOException {
        String signature = sign(who.secret(), target + ":" + method + ":" + timestamp);
        return exchange(request(method, target, body, headers)
                .header("Timestamp", String.valueOf(timestamp))
                .header("Authorization", "TC " + who.id() + ":" + signature)
                .build());
    }

    private HttpRequest.Builder request(String method, String target, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node.url() + target))
                .timeout(Duration.ofSeconds(90))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        return headers.length > 0 ? request.headers(headers) : request;
    }

    Answer get(Access who, String target, String... headers) throws IOException {
        return send(who, "GET", target, null, headers);
    }

    /** What a request that succeeds is answered with. */
    JsonNode data(Access who, String target) throws IOException {
        Answer answer = get(who, target);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data();
    }

    /**
     * Adds an indicator; the answer's entity.
     *
     * @param more members of the body, each after a comma
     */
    JsonNode add(Access who, String owner, String value, String more) throws IOException {
        boolean isNetwork = value.contains("/");
        Answer answer = send(
                who,
                "POST",
                "/v2/indicators/" + (isNetwork ? "cidrBlocks" : "addresses") + "?owner=" + owner.replace(" ", "%20"),
                "{\"" + (isNetwork ? "Block" : "ip") + "\":\"" + value + "\"" + more + "}",
                "Prefer",
                "wait=60");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.data().path(isNetwork ? "cidrBlock" : "address");
    }

    /** Asks another API as somebody, or as nobody; writes wait for their anchor. */
    Answer bearer(@Nullable String key, String method, String path, @Nullable String body) throws IOException {
        HttpRequest.Builder request = request(method, path, body, "Prefer", "wait=60");
        return exchange((key == null ? request : request.header("Authorization", "Bearer " + key)).build());
    }

    /** Publishes through v1; the envelopes. */
    JsonNode publish(Access who, String... threats) throws IOException {
        Answer answer = bearer(who.bearer(), "POST", "/api/v1/threats", "[" + String.join(",", threats) + "]");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    /** What v1 lists that has to do with a target, newest first. */
    JsonNode v1(String target, boolean isActiveOnly) throws IOException {
        String path = "/api/v1/threats?count=1000&active_only=" + isActiveOnly + "&target=" + target;
        return bearer(home.key(), "GET", path, null).json();
    }

    private Answer exchange(HttpRequest request) throws IOException {
        try {
            return new Answer(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void rpc(String method, String parameters) throws IOException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + parameters + "]}";
        Answer answer = exchange(HttpRequest.newBuilder(URI.create(anvil.rpcUrl()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(answer.text()).contains("result");
    }

    @Override
    public void close() throws IOException {
        node.close();
        http.close();
        anvil.close();
    }
}
