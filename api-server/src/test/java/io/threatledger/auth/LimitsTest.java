package io.threatledger.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.config.RoutesConfig;
import io.threatledger.http.Problem;
import io.threatledger.http.RouteLimit;
import io.threatledger.http.TestServer;
import io.threatledger.store.UsageFile;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {
    /** 2026-11-22T03:00:00Z, where the test's clock begins: a minute, an hour, three hours into a day. */
    private static final int SECONDS_TO_MIDNIGHT = 21 * 3_600;

    @TempDir
    Path folder;

    private TestAccounts world;

    @BeforeEach
    void open() {
        world = new TestAccounts(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private TestServer serve(Limits limits) {
        Access access = new Access(world.accounts, limits);
        return world.server(limits, (RoutesConfig routes) -> {
            routes.get("/plain", ctx -> ctx.result("ok"));
            routes.get("/five/{x}", ctx -> ctx.result("ok"), RouteLimit.perMinute(5));
            routes.get("/log/a", ctx -> ctx.result("ok"), RouteLimit.shared("log", 3));
            routes.get("/log/b", ctx -> ctx.result("ok"), RouteLimit.shared("log", 3));
            routes.get("/events", ctx -> ctx.result("ok"), RouteLimit.stream(2, 4));
            routes.get(
                    "/metered",
                    ctx -> {
                        access.caller(ctx);
                        access.caller(ctx);
                        String status = ctx.queryParam("status");
                        if (status != null) {
                            throw Problem.of(Integer.parseInt(status), "as asked");
                        }
                        Standing standing = limits.standing(ctx).orElseThrow();
                        ctx.result(
                                standing.remaining() + " of " + standing.limit() + " until " + standing.resetSeconds());
                    },
                    RouteLimit.perMinute(100_000));
        });
    }

    private static void assertLimited(HttpResponse<String> answer, String detail, int retryAfter) {
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"" + detail + "\"}");
        assertThat(answer.headers().firstValue("Retry-After")).contains(String.valueOf(retryAfter));
    }

    private static void assertAllowed(TestServer server, String path, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(server.get(path).statusCode()).as(path + " " + i).isEqualTo(200);
        }
    }

    @Test
    void sourceAsksARouteSoOftenAMinute() {
        try (TestServer server = serve(world.limits(true))) {
            world.now.addAndGet(18);
            assertAllowed(server, "/plain", 60);
            assertLimited(server.get("/plain"), "Too many requests: 60 a minute", 42);
            assertAllowed(server, "/five/1", 3);
            assertAllowed(server, "/five/2", 2);
            assertLimited(server.get("/five/3"), "Too many requests: 5 a minute", 42);
            world.now.addAndGet(42);
            assertAllowed(server, "/plain", 1);
            assertAllowed(server, "/five/3", 1);
        }
    }

    @Test
    void routesOfOneFamilyAreCountedTogether() {
        try (TestServer server = serve(world.limits(true))) {
            assertAllowed(server, "/log/a", 2);
            assertAllowed(server, "/log/b", 1);
            assertLimited(server.get("/log/a"), "Too many requests: 3 a minute", 60);
        }
    }

    @Test
    void resumedStreamsAreCountedApart() {
        try (TestServer server = serve(world.limits(true))) {
            assertAllowed(server, "/events", 2);
            assertLimited(server.get("/events"), "Too many requests: 2 a minute", 60);
            assertAllowed(server, "/events?after=7", 3);
            assertThat(server.get("/events", "Last-Event-ID", "7").statusCode()).isEqualTo(200);
            assertLimited(server.get("/events?after=7"), "Too many requests: 4 a minute", 60);
        }
    }

    @Test
    void anonymousSourceHasTheAnonymousQuota() {
        try (TestServer server = serve(world.limits(true))) {
            long midnight = world.now.get() + SECONDS_TO_MIDNIGHT;
            assertThat(server.get("/metered").body()).isEqualTo("99 of 100 until " + midnight);
            assertAllowed(server, "/metered", 99);
            assertLimited(
                    server.get("/metered"),
                    "The quota of the plan Anonymous is used up: 100 requests per day",
                    SECONDS_TO_MIDNIGHT);
            world.now.set(midnight);
            assertThat(server.get("/metered").body()).startsWith("99 of 100");
        }
    }

    @Test
    void accountHasOneQuotaForAllItsKeys() {
        NewKey one = world.key("acme", Role.READER, "participant");
        NewKey two = world.accounts.createBearer(one.row().account().id(), KeyPrefix.READER, "two", null);
        try (TestServer server = serve(world.limits(true))) {
            assertThat(server.get("/metered", "Authorization", "Bearer " + one.secret())
                            .body())
                    .isEqualTo("999 of 1000 until " + (world.now.get() + 3_600));
            assertThat(server.get("/metered", "Authorization", "Bearer " + two.secret())
                            .body())
                    .startsWith("998 of");
        }
    }

    @Test
    void refusalsThatAreNotTheCallersDoNotCount() {
        try (TestServer server = serve(world.limits(true))) {
            for (int status : new int[] {401, 429, 503}) {
                assertThat(server.get("/metered?status=" + status).statusCode()).isEqualTo(status);
            }
            assertThat(server.get("/metered", "Authorization", "Bearer nope").statusCode())
                    .isEqualTo(401);
            assertThat(server.get("/metered").body()).startsWith("99 of");
            for (int status : new int[] {404, 422, 403, 500}) {
                assertThat(server.get("/metered?status=" + status).statusCode()).isEqualTo(status);
            }
            assertThat(server.get("/metered").body()).startsWith("94 of");
        }
    }

    @Test
    void quotaSurvivesARestart() {
        NewKey key = world.key("acme", Role.READER, "community");
        Path file = folder.resolve("usage.db");
        Limits first = world.limits(true);
        try (UsageStore store = UsageStore.open(file, first, world.clock);
                TestServer server = serve(first)) {
            assertThat(store).isNotNull();
            server.get("/metered", "Authorization", "Bearer " + key.secret());
            server.get("/metered");
            assertThat(first.lastUsed(key.row().id())).contains(world.now.get());
        }
        Limits second = world.limits(true);
        try (UsageStore store = UsageStore.open(file, second, world.clock);
                TestServer server = serve(second)) {
            assertThat(store).isNotNull();
            assertThat(second.lastUsed(key.row().id())).contains(world.now.get());
            assertThat(server.get("/metered", "Authorization", "Bearer " + key.secret())
                            .body())
                    .startsWith("98 of");
            assertThat(server.get("/metered").body()).startsWith("98 of");
        }
        world.now.addAndGet(SECONDS_TO_MIDNIGHT);
        Limits third = world.limits(true);
        try (UsageStore store = UsageStore.open(file, third, world.clock);
                TestServer server = serve(third)) {
            assertThat(store).isNotNull();
            assertThat(third.lastUsed(4_711)).isEmpty();
            assertThat(server.get("/metered").body()).startsWith("99 of");
        }
    }

    @Test
    void usageIsSavedWithoutBeingClosed() throws Exception {
        Path file = folder.resolve("usage.db");
        Limits first = world.limits(true);
        try (UsageStore store = UsageStore.open(file, first, world.clock);
                TestServer server = serve(first)) {
            assertThat(store).isNotNull();
            server.get("/metered");
            boolean saved = false;
            for (int i = 0; i < 200 && !saved; i++) {
                Thread.sleep(50);
                try (var other = io.threatledger.store.UsageFile.open(file)) {
                    saved = !other.load(world.now.get()).isEmpty();
                }
            }
            assertThat(saved).isTrue();
        }
    }

    @Test
    void limitsThatAreOffRefuseNobody() {
        try (TestServer server = serve(world.limits(false))) {
            assertAllowed(server, "/five/1", 20);
            assertAllowed(server, "/metered", 120);
            assertThat(server.get("/metered").body()).startsWith("100 of 100");
        }
    }

    @Test
    void aWindowOutlivesAChangeOfItsPlan() {
        Plan day = world.plans.find("community").orElseThrow();
        Plan smaller = quota(day, 2, Plan.Window.DAY);
        Plan hourly = quota(day, 5, Plan.Window.HOUR);
        Quotas before = new Quotas();
        long now = world.now.get();
        for (int i = 0; i < 3; i++) {
            assertThat(before.charge("account:1", day, now)).isPresent();
        }
        List<UsageFile.Quota> saved = before.takeChanged();
        assertThat(restored(saved).charge("account:1", smaller, now))
                .as("three of two are used up")
                .isEmpty();
        Quotas hours = restored(saved);
        assertThat(hours.charge("account:1", hourly, now).orElseThrow())
                .as("another window begins empty, and ends with its hour")
                .isEqualTo(new Standing(5, 4, now + 3_600));
        hours.refund("account:1", now + SECONDS_TO_MIDNIGHT);
        assertThat(hours.charge("account:1", hourly, now).orElseThrow().remaining())
                .as("a request of the former window is not taken back from this one")
                .isEqualTo(3);
        assertThat(hours.charge("account:1", quota(day, 50, Plan.Window.HOUR), now)
                        .orElseThrow()
                        .remaining())
                .as("a larger plan counts on")
                .isEqualTo(47);
    }

    private static Plan quota(Plan plan, long quota, Plan.Window window) {
        return new Plan(
                plan.name(),
                plan.label(),
                quota,
                window,
                plan.history(),
                plan.delay(),
                plan.publisherStream(),
                plan.readerStream(),
                plan.searchMax(),
                plan.csvMax(),
                plan.showsRestricted());
    }

    /** As after a restart. */
    private static Quotas restored(List<UsageFile.Quota> saved) {
        Quotas after = new Quotas();
        after.restore(saved);
        return after;
    }
}
