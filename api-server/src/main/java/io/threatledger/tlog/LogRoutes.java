package io.threatledger.tlog;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.entry.EntryVerifier;
import io.threatledger.http.Problem;
import io.threatledger.http.RouteLimit;
import io.threatledger.http.Routes;
import io.threatledger.http.Sources;
import io.threatledger.http.Turns;
import io.threatledger.merkle.TilePath;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.NoteVerifier;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.StoredTiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The log over HTTP (C2SP tlog-tiles), and the keys that verify it.
 *
 * <p>Each answer is cut from the reader's view, and what a cache may do with it follows from the view of everyone: an
 * answer that not everyone gets is private to its key, and a refusal is never kept, since it ends when the view grows.
 */
public final class LogRoutes implements Routes {
    /** Bundles written at once; each holds a piece in memory and, compressed, a compressor. */
    static final int BUNDLES_MAX = 256;

    /** Of these, for one source. */
    static final int BUNDLES_OF_SOURCE_MAX = 32;

    private static final RouteLimit LIMIT = RouteLimit.shared("log", 6_000);
    private static final String TILE = "/log/tile/";
    private static final String BUNDLE = TILE + "entries/";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String BYTES = "application/octet-stream";

    private final LedgerDatabase database;
    private final StoredTiles tiles;
    private final NoteVerifier log;
    private final List<EntryVerifier> entryKeys;
    private final LogView view;
    private final Sources sources;
    private final LongSupplier nanos;
    private final Turns turns = new Turns("entry bundles", BUNDLES_MAX, BUNDLES_OF_SOURCE_MAX);

    /**
     * The routes of one log.
     *
     * @param entryKeys current and retired
     * @param nanos a monotonic clock, nanoseconds
     */
    public LogRoutes(
            LedgerDatabase database,
            NoteVerifier log,
            List<EntryVerifier> entryKeys,
            LogView view,
            Sources sources,
            LongSupplier nanos) {
        this.database = database;
        this.tiles = new StoredTiles(database);
        this.log = log;
        this.entryKeys = List.copyOf(entryKeys);
        this.view = view;
        this.sources = sources;
        this.nanos = nanos;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/log/vkey", this::vkey, LIMIT);
        routes.get("/log/checkpoint", this::checkpoint, LIMIT);
        routes.get(BUNDLE + "<path>", this::bundle, LIMIT);
        routes.get(TILE + "<path>", this::tile, LIMIT);
        routes.get("/.well-known/jwks.json", this::jwks, LIMIT);
    }

    /** Hashes do not get shorter. */
    @Override
    public List<String> incompressible() {
        return List.of("^" + TILE + "[0-9].*$");
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
            throw Problem.notFound("Nothing is published yet");
        }
        boolean isPublic = seen.equals(view.anonymous());
        // One address, an answer for each plan: even the public one is not the answer to a key's question.
        ctx.res().addHeader("Vary", "Authorization");
        ctx.header("Cache-Control", isPublic ? "public, max-age=1" : "private, max-age=1");
        ctx.contentType(TEXT).result(checkpoint.get().note().getBytes(StandardCharsets.UTF_8));
    }

    private void tile(Context ctx) {
        TilePath path = within(ctx, rest(ctx, TILE));
        ctx.contentType(BYTES).result(tiles.tile(path.id(), path.width()));
    }

    private void bundle(Context ctx) throws IOException {
        EntryBundle bundle = EntryBundle.of(database, within(ctx, "0/" + rest(ctx, BUNDLE)));
        ctx.contentType(BYTES);
        ctx.res().setContentLengthLong(bundle.length());
        turns.serve(sources.of(ctx).text(), () -> bundle.writeTo(ctx.res().getOutputStream(), nanos));
    }

    /** As it was sent: what is written in another way, with percent signs or a slash at the end, is another path. */
    private static String rest(Context ctx, String prefix) {
        String path = ctx.req().getRequestURI();
        return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
    }

    /** The tile asked for, if all of it is in the reader's view; sets how long it may be kept. */
    private TilePath within(Context ctx, String text) {
        TreeSize seen = view.of(ctx);
        TilePath path = parse(text);
        if (path.id().widthIn(seen) < path.width()) {
            throw Problem.notFound("The published log does not reach so far");
        }
        boolean isPublic = path.id().widthIn(view.anonymous()) >= path.width();
        ctx.header("Cache-Control", (isPublic ? "public" : "private") + ", max-age=31536000, immutable");
        if (!isPublic) {
            ctx.res().addHeader("Vary", "Authorization");
        }
        return path;
    }

    private static TilePath parse(String text) {
        try {
            return TilePath.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound(String.valueOf(e.getMessage()));
        }
    }
}
