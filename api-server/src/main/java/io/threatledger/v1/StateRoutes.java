package io.threatledger.v1;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Access;
import io.threatledger.auth.Caller;
import io.threatledger.chain.ChainView;
import io.threatledger.gate.Gate;
import io.threatledger.gate.Verdict;
import io.threatledger.http.Json;
import io.threatledger.http.RouteLimit;
import io.threatledger.http.Routes;
import io.threatledger.query.DelayedTally;
import io.threatledger.query.Pace;
import io.threatledger.query.Tally;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.TallyRows.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the node, its ledger and its chain are. */
final class StateRoutes implements Routes {
    /** Labels of one breakdown that an answer has: those with the most threats. */
    static final int LABELS_MAX = 100;

    private static final int UNAVAILABLE = 503;

    private final Access access;
    private final LedgerDatabase database;
    private final Gate gate;
    private final Tally tally;
    private final DelayedTally delayedTally;
    private final Pace pace;
    private final ChainSources chain;
    private final V1Parts.NodeFacts node;
    private final Views views;
    private final InstantSource clock;

    StateRoutes(
            Access access,
            LedgerDatabase database,
            Gate gate,
            Tally tally,
            DelayedTally delayedTally,
            Pace pace,
            ChainSources chain,
            V1Parts.NodeFacts node,
            Views views,
            InstantSource clock) {
        this.access = access;
        this.database = database;
        this.gate = gate;
        this.tally = tally;
        this.delayedTally = delayedTally;
        this.pace = pace;
        this.chain = chain;
        this.node = node;
        this.views = views;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/health", this::health, RouteLimit.perMinute(120));
        routes.get("/health/live", ctx -> Answers.json(ctx, 200, Json.bytes(Map.of("status", "ok"))));
        routes.get("/api/v1/stats", this::stats, RouteLimit.perMinute(60));
    }

    private void health(Context ctx) {
        Verdict verdict = gate.peek();
        @Nullable ChainView seen = chain.lastSeen().get().orElse(null);
        Map<String, @Nullable Object> onChain = new LinkedHashMap<>();
        onChain.put("status", verdict.word());
        onChain.put("id", chain.place().chainId());
        onChain.put("block", seen == null ? null : seen.blockNumber());
        onChain.put("head_age_seconds", seen == null ? null : age(seen));
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("status", verdict.isOpen() ? "ok" : "unavailable");
        body.put("chain", onChain);
        body.put("ledger", Sizes.read(database));
        body.put("active_threats", tally.allAt(nowSeconds()).active());
        body.put("nodes", node.nodes().getAsInt());
        body.put("version", node.version());
        Answers.json(ctx, verdict.isOpen() ? 200 : UNAVAILABLE, Json.bytes(body));
    }

    /** By now: the chain may have been silent since it was seen. */
    private long age(ChainView seen) {
        return Math.max(0, nowSeconds() - seen.blockTimeSeconds());
    }

    private long nowSeconds() {
        return clock.instant().getEpochSecond();
    }

    private void stats(Context ctx) {
        Caller caller = access.require(ctx);
        Duration delay = caller.plan().delay();
        Tally.Counts counts = delay.isZero() ? tally.at(nowSeconds()) : delayedTally.at(delay);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("total_threats", counts.all().total());
        body.put("active_threats", counts.all().active());
        for (Dimension dimension : Dimension.values()) {
            body.put("by_" + dimension.word(), largest(counts.by().getOrDefault(dimension, Map.of())));
        }
        body.put(
                "entries_per_hour",
                pace.lastHours(views.of(caller)).stream().map(StateRoutes::hour).toList());
        body.put("ledger", Sizes.read(database));
        Answers.json(ctx, 200, Json.bytes(body));
    }

    private static Map<String, Object> hour(Pace.Hour hour) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("hour", Instant.ofEpochSecond(hour.startSeconds()).toString());
        json.put("entries", hour.entries());
        return json;
    }

    private static Map<String, Tally.Count> largest(Map<String, Tally.Count> counts) {
        Comparator<Map.Entry<String, Tally.Count>> mostActive = Comparator.comparingLong(
                (Map.Entry<String, Tally.Count> e) -> e.getValue().active());
        List<Map.Entry<String, Tally.Count>> sorted = counts.entrySet().stream()
                .sorted(mostActive
                        .thenComparingLong(e -> e.getValue().total())
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(LABELS_MAX)
                .toList();
        return sorted.stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }
}
