package io.threatledger.v1;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Access;
import io.threatledger.chain.ChainView;
import io.threatledger.contracts.ContractHead;
import io.threatledger.gate.Gate;
import io.threatledger.gate.Verdict;
import io.threatledger.http.Json;
import io.threatledger.http.Routes;
import io.threatledger.query.LogPlace;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.SubmissionRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /chain/status}: which chain, what it holds of this log, and what that cost. */
final class ChainRoutes implements Routes {
    private final Access access;
    private final LedgerDatabase database;
    private final Gate gate;
    private final ChainSources chain;

    ChainRoutes(Access access, LedgerDatabase database, Gate gate, ChainSources chain) {
        this.access = access;
        this.database = database;
        this.gate = gate;
        this.chain = chain;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/chain/status", this::status);
    }

    private void status(Context ctx) {
        access.require(ctx);
        Verdict verdict = gate.peek();
        @Nullable ChainView seen = chain.lastSeen().get().orElse(null);
        LogPlace place = chain.place();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("status", verdict.word());
        body.put("chain_id", place.chainId());
        body.put("contract", place.contract());
        body.put("log_id", place.logId());
        body.put("client", seen == null ? null : seen.clientVersion());
        body.put("peers", seen == null ? null : seen.peers());
        body.put("block", seen == null ? null : block(seen));
        body.put("balance_wei", seen == null ? null : seen.balanceWei().toString());
        body.put("head", seen == null || seen.contractHead() == null ? null : head(seen.contractHead()));
        body.put("ledger", Sizes.read(database));
        body.put("anchors", anchors());
        body.put("spent_wei", database.read(SubmissionRow::spentWei).toString());
        body.put("last_error", chain.lastError().get().orElse(verdict.detail()));
        Answers.json(ctx, 200, Json.bytes(body));
    }

    private static Map<String, Object> block(ChainView seen) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("number", seen.blockNumber());
        block.put("time", Instant.ofEpochSecond(seen.blockTimeSeconds()).toString());
        return block;
    }

    /** The log's head as the contract holds it. */
    private static Map<String, Object> head(ContractHead head) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("size", head.size());
        json.put("root", head.root().toString());
        json.put("anchored_at", head.anchoredAt().toString());
        return json;
    }

    /** Entries wait as pending; anchors are anchored, then final. */
    private Map<String, Long> anchors() {
        return database.read(session -> {
            long size = LedgerHead.read(session).size().value();
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("pending_entries", size - AnchorRow.newestSize(session).value());
            counts.put("anchored", AnchorRow.count(session, false));
            counts.put("final", AnchorRow.count(session, true));
            return counts;
        });
    }
}
