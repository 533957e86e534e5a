package io.threatledger.audit;

import io.threatledger.entry.EntryVerifier;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TileId;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.Checkpoint;
import io.threatledger.note.NoteVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a folder to the newest checkpoint of a log, from the top of the tree down: what is stored hashes to the signed
 * root, always. Owned by one thread.
 *
 * <p>It goes on where it was interrupted: what is in the folder and good is not fetched again. A checkpoint once seen is
 * remembered, finished or not, and a later one must extend it.
 */
final class Mirror implements AutoCloseable {
    /** The checkpoint that was being fetched when the folder was left, in the audit's own part of it. */
    private static final String BEGUN = MirrorFolder.OWN + "/begun";

    /** A checkpoint as it was signed. */
    private record Signed(String note, Checkpoint checkpoint) {
        TreeSize size() {
            return checkpoint.size();
        }
    }

    private final MirrorFolder folder;
    private final @Nullable LogSource source;
    private final LogKeys keys;
    private final AuditProgress progress;
    private final Consumer<Finding> findings;
    private final Supply supply;

    /** @param source null: the folder is all there is */
    Mirror(
            MirrorFolder folder,
            @Nullable LogSource source,
            LogKeys keys,
            AuditProgress progress,
            Consumer<Finding> findings) {
        this.folder = folder;
        this.source = source;
        this.keys = keys;
        this.progress = progress;
        this.findings = findings;
        this.supply = new Supply(folder, source);
    }

    /**
     * Fetches what is missing and checks everything.
     *
     * @return the tiles of the tree that the folder now holds whole
     * @throws Contradiction as soon as something does not hash to the root, or the root is not one history with an earlier
     */
    CheckedTiles run() throws IOException {
        Optional<Signed> mirrored = mirrored();
        Signed newest = newest(mirrored);
        CheckedTiles looking = new CheckedTiles(newest.checkpoint(), supply, false);
        findings.accept(Finding.ok(
                Finding.CHECKPOINT,
                "size %s, root %s, signed"
                        .formatted(size(newest), newest.checkpoint().root())));
        requireOneHistory(looking, mirrored);
        if (source != null) {
            folder.store(BEGUN, newest.note().getBytes(StandardCharsets.UTF_8));
        }
        CheckedTiles tiles = new CheckedTiles(newest.checkpoint(), supply, source != null);
        takeTiles(tiles);
        takeBundles(tiles);
        if (source != null) {
            finish(newest, source);
        }
        findings.accept(Finding.ok(Finding.ENTRIES, told(newest)));
        return tiles;
    }

    private String told(Signed newest) {
        String all = "%s entries and their tiles hash to the root".formatted(size(newest));
        if (source == null) {
            return all;
        }
        String replaced =
                supply.replaced() == 0 ? "" : ", %d of them in place of damaged ones".formatted(supply.replaced());
        return all + "; %s files fetched%s".formatted(Contradiction.count(supply.stored()), replaced);
    }

    private static String size(Signed signed) {
        return Contradiction.count(signed.size().value());
    }

    private Optional<Signed> mirrored() throws IOException {
        Optional<String> note = folder.text(LogSource.CHECKPOINT);
        if (note.isPresent() && !note.get().startsWith(keys.origin() + "\n")) {
            throw new IOException("%s holds the log %s, not %s: name another folder"
                    .formatted(folder.name(), note.get().lines().findFirst().orElse(""), keys.origin()));
        }
        return signed(note);
    }

    private Optional<Signed> signed(Optional<String> note) {
        return note.map(text -> new Signed(text, keys.open(text)));
    }

    /** What the source shows may be an older state than the folder's: a reader without a key sees the log later. */
    private Signed newest(Optional<Signed> mirrored) throws IOException {
        Optional<Signed> shown = source == null ? mirrored : signed(text(source, LogSource.CHECKPOINT));
        Signed now = shown.orElseThrow(() -> new IOException("no checkpoint at " + supply.name()
                + ": there is no log, or nothing is published yet that this reader may see"));
        if (mirrored.isEmpty() || mirrored.get().size().compareTo(now.size()) <= 0) {
            return now;
        }
        CheckedTiles larger = new CheckedTiles(mirrored.get().checkpoint(), supply, false);
        requireOneHistory(larger, now, "the checkpoint at " + supply.name());
        return mirrored.get();
    }

    private void requireOneHistory(CheckedTiles tiles, Optional<Signed> mirrored) throws IOException {
        if (mirrored.isPresent() && source != null) {
            requireOneHistory(tiles, mirrored.get(), "the checkpoint mirrored in " + folder.name());
            findings.accept(Finding.ok(
                    Finding.EARLIER, "size %s, mirrored before, is its beginning".formatted(size(mirrored.get()))));
        }
        Optional<Signed> begun = source == null ? Optional.empty() : signed(folder.text(BEGUN));
        if (begun.isPresent() && begun.get().size().compareTo(tiles.size()) <= 0) {
            requireOneHistory(tiles, begun.get(), "the checkpoint that was seen before");
        }
    }

    private static void requireOneHistory(CheckedTiles tiles, Signed smaller, String which) {
        Digest root = tiles.root(smaller.size());
        if (!root.equals(smaller.checkpoint().root())) {
            throw new Contradiction(
                    Finding.EARLIER,
                    "two histories were signed: %s has root %s at size %s, the tree of size %s has %s there"
                            .formatted(which, smaller.checkpoint().root(), smaller.size(), tiles.size(), root));
        }
    }

    private void takeTiles(CheckedTiles tiles) {
        for (int level = tiles.topLevel(); level >= 0; level--) {
            int at = level;
            long count = CheckedTiles.fullTiles(tiles.size(), level);
            for (long from = 0; from < count; from += Supply.AHEAD_FILES) {
                List<TileId> group = group(at, from, count);
                supply.fetchAhead(
                        group.stream()
                                .map(id -> LogSource.tile(id, TileId.TILE_WIDTH))
                                .toList(),
                        LogSource.TILE_BYTES_MAX);
                group.forEach(id -> tiles.tile(id, TileId.TILE_WIDTH));
            }
        }
    }

    private void takeBundles(CheckedTiles tiles) {
        long count = bundles(tiles.size());
        progress.stage("mirror", tiles.size().value());
        for (long from = 0; from < count; from += Supply.AHEAD_FILES) {
            List<TileId> group = group(0, from, count);
            supply.fetchAhead(
                    group.stream()
                            .map(id -> LogSource.bundle(id, id.widthIn(tiles.size())))
                            .toList(),
                    LogSource.BUNDLE_BYTES_MAX);
            for (TileId id : group) {
                supply.obtain(wanted(id, tiles), source != null);
                progress.done(id.index() * TileId.TILE_WIDTH + id.widthIn(tiles.size()));
            }
        }
    }

    private static Supply.Wanted wanted(TileId id, CheckedTiles tiles) {
        int width = id.widthIn(tiles.size());
        byte[] tile = tiles.tile(id, width);
        byte[] hashes = Arrays.copyOf(tile, width * Digest.LENGTH_BYTES);
        return new Supply.Wanted(
                Finding.ENTRIES,
                LogSource.bundle(id, width),
                LogSource.BUNDLE_BYTES_MAX,
                width < TileId.TILE_WIDTH ? LogSource.bundle(id, TileId.TILE_WIDTH) : null,
                full -> EntryBundle.first(full, width),
                file -> EntryBundle.wrong(file, id.index() * TileId.TILE_WIDTH, hashes));
    }

    private static List<TileId> group(int level, long from, long count) {
        return LongStream.range(from, Math.min(count, from + Supply.AHEAD_FILES))
                .mapToObj(index -> new TileId(level, index))
                .toList();
    }

    /** How many bundles a tree of that size has, the unfinished one included. */
    static long bundles(TreeSize size) {
        return Math.ceilDiv(size.value(), TileId.TILE_WIDTH);
    }

    /** If we die before the checkpoint is in its place, the folder is still the mirror that it was. */
    private void finish(Signed newest, LogSource from) throws IOException {
        mirrorKeys(from);
        folder.settle();
        folder.store(LogSource.CHECKPOINT, newest.note().getBytes(StandardCharsets.UTF_8));
        folder.settle();
        // If we die here, some partial files are left over; the next audit removes them.
        Set<String> partials = new HashSet<>();
        for (int level = 0; level <= Byte.SIZE; level++) {
            TileId id = new TileId(level, CheckedTiles.fullTiles(newest.size(), level));
            int width = id.widthIn(newest.size());
            if (width > 0) {
                partials.add(LogSource.tile(id, width));
                partials.add(level == 0 ? LogSource.bundle(id, width) : "");
            }
        }
        folder.removePartialsBut(partials);
    }

    /** The keys that the log itself names are mirrored for its readers, and may only be keys that are trusted here. */
    private void mirrorKeys(LogSource from) throws IOException {
        List<String> compared = new ArrayList<>();
        Optional<String> vkey = text(from, LogSource.VKEY);
        if (vkey.isPresent()) {
            keys.requireKnown(NoteVerifier.fromVkey(vkey.get().strip()));
            folder.store(LogSource.VKEY, vkey.get().getBytes(StandardCharsets.UTF_8));
            compared.add("its vkey");
        }
        Optional<String> jwks = text(from, LogSource.JWKS);
        if (jwks.isPresent()) {
            List<EntryVerifier> set = EntryVerifier.fromJwks(jwks.get());
            set.forEach(keys::requireKnown);
            folder.store(LogSource.JWKS, jwks.get().getBytes(StandardCharsets.UTF_8));
            compared.add("its jwks (%d)".formatted(set.size()));
        }
        if (!compared.isEmpty()) {
            findings.accept(Finding.ok(Finding.KEYS, String.join(" and ", compared) + " name trusted keys only"));
        }
    }

    private static Optional<String> text(LogSource from, String path) throws IOException {
        return from.read(path, LogSource.TEXT_BYTES_MAX).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        supply.close();
    }
}
