package io.threatledger.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threatledger.auth.Plan;
import io.threatledger.auth.Plans;
import io.threatledger.auth.Role;
import io.threatledger.http.Json;
import io.threatledger.http.Problem;
import io.threatledger.http.Routes;
import io.threatledger.query.Published;
import io.threatledger.query.TooDear;
import io.threatledger.query.catalog.Catalog;
import io.threatledger.query.catalog.Catalogs;
import io.threatledger.query.indicator.Indicators;
import io.threatledger.query.indicator.SourceWeights;
import io.threatledger.store.CatalogTotal;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Watermark;
import io.threatledger.v1.TestClient;
import io.threatledger.v1.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What readers are told when a search is not answered, or not counted to its end. */
class BoundsTest {
    private static final String TWO = "[{\"id\":\"a\",\"dsl\":\"tag:x\"},{\"id\":\"b\",\"dsl\":\"country:NL\"}]";

    private final AtomicLong nanos = new AtomicLong();
    private LedgerDatabase other;
    private Catalogs catalogs;
    private TestNode node;
    private TestClient reader;

    /** Beside the node's ledger another one, whose catalogs are not made yet. */
    @BeforeEach
    void start(@TempDir Path folder) {
        other = LedgerDatabase.create(folder.resolve("other.db"));
        Published published = new Published(other, new Watermark(0), InstantSource.system());
        Plans plans = Plans.defaults();
        catalogs = new Catalogs(
                folder.resolve("catalogs"),
                other,
                published,
                new Indicators(other, SourceWeights.DEFAULT),
                Views.spans(plans));
        Views views = new Views(published, catalogs);
        LongSupplier slow = () ->
                nanos.getAndAdd(Duration.ofSeconds(AlertRoute.CHECK_SECONDS_MAX).toNanos());
        node = new TestNode(folder, plans, (limits, access, feeds) -> {
            Readers readers = new Readers(access, limits);
            Routes dear = routes -> routes.get(
                    "/api/dear",
                    ctx -> views.find(readers.plan(ctx), catalog -> {
                        throw new TooDear(Catalog.SEARCH_MAX);
                    }),
                    Intel.LIMIT);
            Routes alerts = new AlertRoute(readers, views, slow);
            return List.of(readers, new SearchRoutes(readers, views, new Presentations(other)), dear, alerts);
        });
        reader = new TestClient(node, node.key("readers", Role.READER, "participant"));
    }

    @AfterEach
    void stop() {
        node.close();
        catalogs.close();
        other.close();
    }

    @Test
    void aSearchThatTakesTooLongIs400AndSaysWhatToDo() {
        TestClient.Answer answer = reader.get("/api/dear");
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("error").asString()).isEqualTo("query_too_broad");
        assertThat(answer.json().get("message").asString()).contains("takes too long", "(wanted: ");
        assertThat(answer.json().has("position")).isFalse();
        assertThat(answer.header("Retry-After")).isEmpty();
    }

    @Test
    void aCatalogThatCannotAnswerNowIs503() {
        TestClient.Answer answer = reader.get("/api/search?tag=x");
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.json().get("error").asString()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).contains(Integer.toString(Views.RETRY_SECONDS));
    }

    /** The clock strikes as often as it is asked: nothing is left for either. */
    @Test
    void alertsThatComeAfterTheTimeOfAllSayThatThemselves() {
        TestClient.Answer answer = reader.send("POST", "/api/alerts/check", TWO);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode results = answer.json().get("results");
        assertThat(results).hasSize(2);
        for (JsonNode result : results) {
            assertThat(result.at("/error/error").asString()).isEqualTo("query_too_broad");
            assertThat(result.get("match_count").isNull()).isTrue();
            assertThat(result.get("count_is_exact").isNull()).isTrue();
        }
    }

    @Test
    void theTimeOfAllIsSharedAndNoneHasMoreThanItsOwn() {
        AtomicLong now = new AtomicLong(7);
        Budget budget = new Budget(now::get, Duration.ofSeconds(10));
        assertThat(budget.left(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
        now.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(budget.left(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(1));
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThatThrownBy(() -> budget.left(Duration.ofSeconds(2)))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.code()).isEqualTo(IntelProblems.QUERY_TOO_BROAD));
    }

    @Test
    void aListSaysWhetherItsTotalIsAllOfThem() {
        Plan plan = Plans.DEFAULTS.getFirst();
        JsonNode some = Json.MAPPER.readTree(Records.list(List.of(), new CatalogTotal(26, false), plan));
        assertThat(some.toString())
                .isEqualTo("{\"results\":[],\"count\":0,\"total\":26,\"total_is_exact\":false,\"capped\":true}");
        JsonNode all = Json.MAPPER.readTree(Records.list(List.of(), new CatalogTotal(0, true), plan));
        assertThat(all.toString())
                .isEqualTo("{\"results\":[],\"count\":0,\"total\":0,\"total_is_exact\":true,\"capped\":false}");
    }
}
