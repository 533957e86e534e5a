package io.threatledger.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.auth.Access;
import io.threatledger.auth.Limits;
import io.threatledger.auth.NewKey;
import io.threatledger.auth.Role;
import io.threatledger.auth.TestAccounts;
import io.threatledger.auth.UsageStore;
import io.threatledger.http.Json;
import io.threatledger.http.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AdminRoutesTest {
    private static final String KEYS = "/api/v1/keys";
    private static final String OWNERS = "/api/v1/owners";

    @TempDir
    Path folder;

    private TestAccounts world;
    private TestServer server;
    private UsageStore usage;
    private NewKey admin;

    @BeforeEach
    void start() {
        world = new TestAccounts(folder);
        admin = world.key("operator", Role.ADMIN, "enterprise");
        Limits limits = world.limits(false);
        Access access = new Access(world.accounts, limits);
        usage = UsageStore.open(folder.resolve("usage.db"), limits, world.clock);
        server = world.server(
                limits,
                new AdminRoutes(access, world.accounts, usage),
                routes -> routes.get(
                        "/whoami", ctx -> ctx.result(access.require(ctx).accountName())));
    }

    @AfterEach
    void stop() {
        server.close();
        usage.close();
        world.close();
    }

    private HttpResponse<String> post(String path, String body) {
        return server.post(path, body, "Authorization", "Bearer " + admin.secret());
    }

    private HttpResponse<String> get(String path) {
        return server.get(path, "Authorization", "Bearer " + admin.secret());
    }

    private HttpResponse<String> delete(String path) {
        return server.send(server.request(path).DELETE().header("Authorization", "Bearer " + admin.secret()));
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.MAPPER.readTree(answer.body());
    }

    @Test
    void onlyAdministratorsGetIn() {
        NewKey publisher = world.key("acme", Role.PUBLISHER, "professional");
        for (String path : new String[] {KEYS, OWNERS}) {
            assertThat(server.get(path).statusCode()).isEqualTo(401);
            String bearer = "Bearer " + publisher.secret();
            assertThat(server.get(path, "Authorization", bearer).statusCode()).isEqualTo(403);
            assertThat(server.post(path, "{}", "Authorization", bearer).statusCode())
                    .isEqualTo(403);
        }
        HttpRequest.Builder revoke =
                server.request(KEYS + "/" + admin.row().id()).DELETE();
        assertThat(server.send(revoke).statusCode()).isEqualTo(401);
        assertThat(get(KEYS).statusCode()).isEqualTo(200);
    }

    @Test
    void ownerJoinsCommunities() {
        json(post(OWNERS, "{\"handle\":\"Common Community\",\"kind\":\"community\"}"), 201);
        JsonNode made = json(
                post(OWNERS, "{\"handle\":\"acme\",\"name\":\"Acme Inc.\",\"member_of\":[\"Common Community\"]}"), 201);
        assertThat(made.toString())
                .isEqualTo("{\"handle\":\"acme\",\"name\":\"Acme Inc.\",\"kind\":\"organization\","
                        + "\"member_of\":[\"Common Community\"],\"created_at\":\"2026-11-22T03:00:00Z\"}");
        assertThat(json(get(OWNERS), 200).toString()).contains("\"acme\"", "\"Common Community\"", "\"operator\"");
    }

    @Test
    void ownerThatCannotJoinIsNotMade() {
        assertThat(post(OWNERS, "{\"handle\":\"acme\",\"member_of\":[\"operator\"]}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(get(OWNERS).body()).doesNotContain("acme");
    }

    @Test
    void bearerKeyIsShownOnceAndWorksUntilItIsRevoked() {
        JsonNode made = json(
                post(
                        KEYS,
                        "{\"owner\":\"operator\",\"account\":\"feed\",\"role\":\"publisher\",\"plan\":\"professional\","
                                + "\"name\":\"laptop\",\"expires_at\":\"2027-01-01T00:00:00Z\"}"),
                201);
        String key = made.get("key").asString();
        assertThat(key).startsWith("tck_");
        assertThat(made.has("secret")).isFalse();
        assertThat(made.get("expires_at").asString()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(server.get("/whoami", "Authorization", "Bearer " + key).body())
                .isEqualTo("feed");
        String listed = get(KEYS).body();
        assertThat(listed).doesNotContain(key).contains(key.substring(0, 8)).contains("\"last_used_at\":\"2026-");
        String path = KEYS + "/" + made.get("id").asLong();
        JsonNode revoked = json(delete(path), 200);
        assertThat(revoked.get("revoked_at").asString()).isEqualTo("2026-11-22T03:00:00Z");
        assertThat(server.get("/whoami", "Authorization", "Bearer " + key).statusCode())
                .isEqualTo(401);
        world.now.addAndGet(60);
        assertThat(json(delete(path), 200)).isEqualTo(revoked);
        assertThat(get(KEYS).body()).contains("\"revoked_at\":\"2026-11-22T03:00:00Z\"");
    }

    @Test
    void accessIdIsShownWithItsSecretOnce() {
        JsonNode made = json(
                post(KEYS, "{\"owner\":\"operator\",\"account\":\"tc\",\"kind\":\"hmac\",\"name\":\"script\"}"), 201);
        assertThat(made.get("access_id").asString()).matches("[0-9]{20}");
        assertThat(made.get("secret").asString()).hasSize(64);
        assertThat(made.has("key")).isFalse();
        assertThat(made.get("role").asString()).isEqualTo("reader");
        assertThat(made.get("plan").asString()).isEqualTo("community");
        assertThat(get(KEYS).body())
                .contains(made.get("access_id").asString())
                .doesNotContain(made.get("secret").asString());
    }

    @Test
    void unknownKeyIs404() {
        assertThat(delete(KEYS + "/4711").body()).isEqualTo("{\"detail\":\"Key not found\"}");
        assertThat(delete(KEYS + "/abc").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                          | name: missing",
                "{'name':'k'}                                                | owner: missing",
                "{'name':'k','owner':'operator'}                             | account: missing",
                "{'name':'k','owner':'nobody','account':'a'}                 | owner: \"nobody\"",
                "{'name':'k','owner':'operator','account':'a','role':'root'} | role: \"root\" (wanted: one of reader, publisher, admin)",
                "{'name':'k','owner':'operator','account':'a','plan':'gold'} | plan: \"gold\" (wanted: one of community,",
                "{'name':'k','owner':'operator','account':'a','kind':'rsa'}  | kind: \"rsa\" (wanted: one of bearer, hmac)",
                "{'name':'k','owner':'operator','account':'a','prefix':'x_'} | prefix: \"x_\" (wanted: one of tck_, snt_)",
                "{'name':'','owner':'operator','account':'a'}                | name: \"\"",
                "{'name':'k','owner':'operator','account':'admin enterprise','role':'reader'} | role: \"reader\" (wanted: the account's own, admin)",
                "{'name':'k','owner':'operator','account':'a','expires_at':'2001-01-01T00:00:00Z'} | expires_at:",
                "{'name':'k','owner':'operator','account':'a','expires_at':'soon'} | expires_at: \"soon\" (wanted: a time as 2026-11-22T03:00:00Z)",
                "{'name':'k','ownr':'operator'}                              | ownr: unknown member",
            })
    void keyThatCannotBeIs422AndNothingIsMade(String body, String detail) {
        HttpResponse<String> answer = post(KEYS, body.replace('\'', '"').replace("account\"s", "account's"));
        assertThat(json(answer, 422).get("detail").asString()).startsWith(detail);
        assertThat(world.accounts.keys()).hasSize(1);
        assertThat(world.accounts.account("operator", "a")).isEmpty();
    }
}
