package io.threatledger.tlog;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.entry.EntryVerifier;
import io.threatledger.http.Problem;
import io.threatledger.http.RouteLimit;
import io.threatledger.http.Routes;
import io.threatledger.merkle.TileId;
import io.threatledger.merkle.TilePath;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.NoteVerifier;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.StoredTiles;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The log over HTTP (C2SP tlog-tiles), and the keys that verify it. */
public final class LogRoutes implements Routes {
    private static final RouteLimit LIMIT = RouteLimit.shared("log", 6_000);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String IMMUTABLE = "max-age=31536000, immutable";

    private final LedgerDatabase database;
    private final StoredTiles tiles;
    private final NoteVerifier log;
    private final List<EntryVerifier> entryKeys;
    private final LogView view;

    /** @param entryKeys current and retired */
    public LogRoutes(LedgerDatabase database, NoteVerifier log, List<EntryVerifier> entryKeys, LogView view) {
        this.database = database;
        this.tiles = new StoredTiles(database);
        this.log = log;
        this.entryKeys = List.copyOf(entryKeys);
        this.view = view;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/log/vkey", this::vkey, LIMIT);
        routes.get("/log/checkpoint", this::checkpoint, LIMIT);
        routes.get("/log/tile/entries/<path>", this::entries, LIMIT);
        routes.get("/log/tile/<path>", this::tile, LIMIT);
        routes.get("/.well-known/jwks.json", this::jwks, LIMIT);
    }

    private void vkey(Context ctx) {
        ctx.header("Cache-Control", "public, max-age=300");
        ctx.contentType(TEXT).result((log.vkey() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void jwks(Context ctx) {
        String keys = entryKeys.stream().map(EntryVerifier::jwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
        ctx.header("Cache-Control", "public, max-age=300");
        ctx.contentType("application/jwk-set+json").result(keys.getBytes(StandardCharsets.UTF_8));
    }

    private void checkpoint(Context ctx) {
        TreeSize seen = view.of(ctx);
        Optional<CheckpointRow> checkpoint = database.read(session -> CheckpointRow.newestUpTo(session, seen));
        if (checkpoint.isEmpty()) {
            throw notThere(ctx, "Nothing is published yet");
        }
        ctx.header("Cache-Control", scope(ctx, seen) + ", max-age=1");
        ctx.contentType(TEXT).result(checkpoint.get().note().getBytes(StandardCharsets.UTF_8));
    }

    private void tile(Context ctx) {
        TilePath path = within(ctx, ctx.pathParam("path"));
        ctx.contentType("application/octet-stream").result(tiles.tile(path.id(), path.width()));
    }

    private void entries(Context ctx) {
        TilePath path = within(ctx, "0/" + ctx.pathParam("path"));
        long from = path.id().index() * TileId.TILE_WIDTH;
        List<EntryRow> rows = database.read(session -> EntryRow.page(session, from, from + path.width()));
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (EntryRow row : rows) {
            byte[] leaf = row.leaf();
            bundle.write(leaf.length >>> Byte.SIZE);
            bundle.write(leaf.length);
            bundle.writeBytes(leaf);
        }
        ctx.contentType("application/octet-stream").result(bundle.toByteArray());
    }

    /** The tile asked for, if all of it is in the reader's view; sets how long it may be kept. */
    private TilePath within(Context ctx, String text) {
        TreeSize seen = view.of(ctx);
        TilePath path = parse(ctx, text);
        if (path.id().widthIn(seen) < path.width()) {
            throw notThere(ctx, "The published log does not reach so far");
        }
        TreeSize everyone = view.anonymous();
        boolean isPublic = path.id().widthIn(everyone) >= path.width();
        ctx.header("Cache-Control", (isPublic ? "public, " : "private, ") + IMMUTABLE);
        if (!isPublic) {
            ctx.header("Vary", "Authorization");
        }
        return path;
    }

    private static TilePath parse(Context ctx, String text) {
        try {
            return TilePath.parse(text);
        } catch (IllegalArgumentException e) {
            throw notThere(ctx, String.valueOf(e.getMessage()));
        }
    }

    private String scope(Context ctx, TreeSize seen) {
        if (seen.equals(view.anonymous())) {
            return "public";
        }
        ctx.header("Vary", "Authorization");
        return "private";
    }

    private static Problem notThere(Context ctx, String detail) {
        ctx.header("Cache-Control", "no-store");
        return Problem.notFound(detail);
    }
}
