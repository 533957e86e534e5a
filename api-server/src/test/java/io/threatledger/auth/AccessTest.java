package io.threatledger.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.javalin.config.RoutesConfig;
import io.threatledger.entry.InvalidField;
import io.threatledger.http.TestServer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class AccessTest {
    private static final String INVALID = "{\"detail\":\"Invalid API key\"}";

    @TempDir
    Path folder;

    private TestAccounts world;
    private Access access;
    private TestServer server;

    @BeforeEach
    void start() {
        world = new TestAccounts(folder);
        Limits limits = world.limits(true);
        access = new Access(world.accounts, limits);
        server = world.server(limits, this::routes);
    }

    @AfterEach
    void stop() {
        server.close();
        world.close();
    }

    private void routes(RoutesConfig routes) {
        routes.get("/mine", ctx -> ctx.result(access.require(ctx).owner()));
        routes.get(
                "/admin", ctx -> ctx.result(access.requireRole(ctx, Role.ADMIN).owner()));
        routes.get(
                "/publish",
                ctx -> ctx.result(access.requireRole(ctx, Role.PUBLISHER).owner()));
        routes.get(
                "/open", ctx -> ctx.result(access.caller(ctx).map(Caller::owner).orElse("nobody")));
        routes.get("/log", ctx -> ctx.result(access.plan(access.unmetered(ctx)).name()));
        routes.get("/events", ctx -> ctx.result(access.requireStream(ctx).owner()));
        routes.get("/kind", ctx -> ctx.result(access.credential(ctx).getClass().getSimpleName()));
        routes.get("/broken", ctx -> {
            access.requireStream(ctx);
            throw new IllegalStateException("broken");
        });
    }

    private static String bearer(NewKey key) {
        return "Bearer " + key.secret();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mine", "/events", "/admin"})
    void requestWithoutAKeyIs401(String path) {
        var answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer tck_nope", "Bearer ", "Basic YTpi", "tck_bare", "Bearer tck_ä"})
    void keyThatIsNotOneIs401EvenWhereNoneIsNeeded(String authorization) {
        assertThat(server.get("/mine", "Authorization", authorization).statusCode())
                .isEqualTo(401);
        assertThat(server.get("/open", "Authorization", authorization).statusCode())
                .isEqualTo(401);
    }

    @Test
    void routeThatNeedsNoKeyKnowsWhoShowsOne() {
        NewKey key = world.key("acme", Role.READER, "community");
        assertThat(server.get("/open").body()).isEqualTo("nobody");
        assertThat(server.get("/open", "Authorization", bearer(key)).body()).isEqualTo("acme");
        assertThat(server.get("/mine", "Authorization", "bearer " + key.secret())
                        .body())
                .isEqualTo("acme");
        assertThat(server.get("/log", "Authorization", bearer(key)).body()).isEqualTo("community");
        assertThat(server.get("/log").body()).isEqualTo("anonymous");
    }

    @Test
    void lowerRoleIs403AndNamesTheOneRequired() {
        NewKey reader = world.key("acme", Role.READER, "community");
        NewKey publisher = world.key("acme", Role.PUBLISHER, "professional");
        NewKey admin = world.key("acme", Role.ADMIN, "enterprise");
        var refused = server.get("/admin", "Authorization", bearer(publisher));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("{\"detail\":\"Insufficient privileges (admin required)\"}");
        assertThat(server.get("/publish", "Authorization", bearer(reader)).body())
                .isEqualTo("{\"detail\":\"Insufficient privileges (publisher required)\"}");
        assertThat(server.get("/publish", "Authorization", bearer(admin)).body())
                .isEqualTo("acme");
        assertThat(server.get("/admin", "Authorization", bearer(admin)).body()).isEqualTo("acme");
    }

    @Test
    void revokedKeyIsRefusedAtOnceAndToldFromAnUnknownOne() {
        NewKey key = world.key("acme", Role.READER, "community");
        assertThat(server.get("/mine", "Authorization", bearer(key)).statusCode())
                .isEqualTo(200);
        assertThat(world.accounts.revoke(key.row().id())).isPresent();
        assertThat(server.get("/mine", "Authorization", bearer(key)).body()).isEqualTo(INVALID);
        assertThat(server.get("/kind", "Authorization", bearer(key)).body()).isEqualTo("Revoked");
        assertThat(server.get("/kind", "Authorization", "Bearer tck_x").body()).isEqualTo("Unknown");
        assertThat(server.get("/kind").body()).isEqualTo("None");
    }

    @Test
    void keyRevokedByAnotherProcessIsRefusedWithinASecond() {
        NewKey key = world.key("acme", Role.READER, "community");
        assertThat(server.get("/mine", "Authorization", bearer(key)).statusCode())
                .isEqualTo(200);
        world.accounts(new byte[32]).revoke(key.row().id());
        assertThat(server.get("/mine", "Authorization", bearer(key)).statusCode())
                .isEqualTo(200);
        world.nanos.addAndGet(1_000_000_001);
        assertThat(server.get("/mine", "Authorization", bearer(key)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void keyExpiresAtItsSecond() {
        var account = world.key("acme", Role.READER, "community").row().account();
        NewKey key = world.accounts.createBearer(account.id(), KeyPrefix.READER, "short", world.now.get() + 60);
        world.now.addAndGet(59);
        assertThat(server.get("/mine", "Authorization", bearer(key)).statusCode())
                .isEqualTo(200);
        world.now.addAndGet(1);
        assertThat(server.get("/mine", "Authorization", bearer(key)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void accountWhosePlanIsGoneIsToldSo() {
        NewKey key = world.key("acme", Role.READER, "community");
        world.database.write(s -> s.run("UPDATE accounts SET plan = 'gold'"));
        var answer = server.get("/mine", "Authorization", bearer(key));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("gold");
    }

    @Test
    void tokenInTheQueryIsTakenOnlyByStreams() {
        NewKey key = world.key("acme", Role.PUBLISHER, "professional");
        assertThat(server.get("/events?token=" + key.secret()).body()).isEqualTo("acme");
        assertThat(server.get("/mine?token=" + key.secret()).statusCode()).isEqualTo(401);
        assertThat(server.get("/events?token=tck_wrong").statusCode()).isEqualTo(401);
        assertThat(server.get("/events?token=" + key.secret(), "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void tokenIsNeverLogged() {
        NewKey key = world.key("acme", Role.PUBLISHER, "professional");
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Level before = root.getLevel();
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.INFO);
        try {
            assertThat(server.get("/broken?token=" + key.secret()).statusCode()).isEqualTo(500);
        } finally {
            root.detachAppender(lines);
            root.setLevel(before);
        }
        assertThat(lines.list)
                .isNotEmpty()
                .noneMatch(line -> line.getFormattedMessage().contains(key.secret()));
        assertThat(key.toString()).doesNotContain(key.secret());
    }

    @Test
    void keysAreLongRandomAndStoredAsDigests() {
        NewKey key = world.key("acme", Role.READER, "community");
        assertThat(key.secret()).matches("tck_[0-9A-Za-z]{40}");
        assertThat(key.row().hint()).isEqualTo(key.secret().substring(0, 8) + "…");
        String stored = world.database
                .read(s -> s.all("SELECT quote(digest) || hint || name FROM keys", r -> r.getString(1)))
                .toString();
        assertThat(stored).doesNotContain(key.secret());
    }

    @Test
    void accessIdGivesItsSecretBackAndOnlyUnderItsOwnId() {
        var account = world.key("acme", Role.PUBLISHER, "professional").row().account();
        NewKey one = world.accounts.createAccessId(account.id(), "script", null);
        NewKey two = world.accounts.createAccessId(account.id(), "other", null);
        assertThat(one.row().hint()).matches("[0-9]{20}");
        AccessSecret found = world.accounts.accessId(one.row().hint()).orElseThrow();
        assertThat(found.secret()).isEqualTo(one.secret()).matches("[0-9A-Za-z]{64}");
        assertThat(found.credential()).isInstanceOf(Credential.Known.class);
        assertThat(world.accounts.accessId("404")).isEmpty();
        byte[] otherSeed = new byte[32];
        otherSeed[0] = 1;
        assertThatThrownBy(() -> world.accounts(otherSeed).accessId(one.row().hint()))
                .isInstanceOf(IllegalStateException.class);
        world.database.write(s -> s.run(
                "UPDATE keys SET secret = (SELECT secret FROM keys WHERE access_id = ?) WHERE access_id = ?",
                two.row().hint(),
                one.row().hint()));
        assertThatThrownBy(() -> world.accounts.accessId(one.row().hint())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void accountsRefuseWhatCannotBe() {
        world.key("acme", Role.READER, "community");
        assertThatThrownBy(() -> world.accounts.createOwner("acme", "Acme", io.threatledger.store.OwnerRow.Kind.SOURCE))
                .isInstanceOf(InvalidField.class)
                .hasMessageContaining("taken");
        assertThatThrownBy(() -> world.accounts.createAccount("acme", "x", Role.READER, "anonymous"))
                .hasMessage("plan: \"anonymous\" (wanted: one of community, participant, professional, enterprise)");
        assertThatThrownBy(() -> world.accounts.createAccount("nobody", "x", Role.READER, "community"))
                .hasMessage("owner: \"nobody\" (wanted: the handle of an owner)");
        assertThatThrownBy(() -> world.accounts.join("acme", "acme")).hasMessageContaining("is an organization");
        assertThat(world.accounts.revoke(4_711)).isEqualTo(Optional.empty());
    }
}
