package io.threatledger.audit;

import io.threatledger.merkle.TileId;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger that an audit makes of a mirror by replaying it, in {@code .audit}. It is kept for the next audit, which
 * then replays only what is new; it is thrown away when it is not the beginning of this log or was made with other keys.
 */
final class WorkLedger implements AutoCloseable {
    private static final String FILE = "ledger.db";

    /** Bundles of one transaction. */
    private static final int BATCH_BUNDLES = Replay.BATCH_ENTRIES_MAX / TileId.TILE_WIDTH;

    private final MirrorFolder folder;
    private final LedgerDatabase database;
    private final Replay replay;

    private WorkLedger(MirrorFolder folder, LedgerDatabase database, Replay replay) {
        this.folder = folder;
        this.database = database;
        this.replay = replay;
    }

    /**
     * Opens the one there is, or makes a new one.
     *
     * @param anew believe nothing that is there: the folder comes from elsewhere
     */
    static WorkLedger open(MirrorFolder folder, LogKeys keys, CheckedTiles tiles, boolean anew) throws IOException {
        Path file = folder.own(FILE);
        Path trust = folder.own("keys");
        byte[] described = keys.described().getBytes(StandardCharsets.UTF_8);
        boolean same = !anew
                && MirrorFolder.readFile(trust, LogSource.TEXT_BYTES_MAX)
                        .filter(before -> Arrays.equals(before, described))
                        .isPresent();
        if (same && Files.exists(file)) {
            try {
                LedgerDatabase database = LedgerDatabase.open(file);
                Replay replay = begun(database, keys, tiles);
                if (replay != null) {
                    return new WorkLedger(folder, database, replay);
                }
                database.close();
            } catch (StorageException notWhole) {
                // It was being made when we died, or is damaged: it holds nothing that is not in the mirror.
            }
        }
        remove(file);
        // If we die between the two, the next audit finds a ledger without entries.
        LedgerDatabase database = LedgerDatabase.create(file);
        Files.write(trust, described);
        return new WorkLedger(folder, database, Replay.on(database, keys));
    }

    private static @Nullable Replay begun(LedgerDatabase database, LogKeys keys, CheckedTiles tiles) {
        try {
            Replay replay = Replay.on(database, keys);
            LedgerHead head = replay.head();
            boolean extended = head.size().compareTo(tiles.size()) <= 0
                    && tiles.root(head.size()).equals(head.root());
            return extended ? replay : null;
        } catch (Contradiction damaged) {
            return null;
        }
    }

    static void remove(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }

    LedgerDatabase database() {
        return database;
    }

    /** How many entries were replayed by former audits. */
    long replayed() {
        return replay.head().size().value();
    }

    /**
     * Replays what is new.
     *
     * @throws Contradiction when an entry breaks a rule
     */
    void replay(CheckedTiles tiles, AuditProgress progress) throws IOException {
        progress.stage("replay", tiles.size().value());
        feed(folder, tiles, replay, tiles.size().value(), progress);
    }

    /** Appends what the folder has from the replay's head up to a size. */
    static void feed(MirrorFolder folder, CheckedTiles tiles, Replay replay, long toSize, AuditProgress progress)
            throws IOException {
        while (replay.head().size().value() < toSize) {
            long from = replay.head().size().value();
            long end = Math.min(toSize, (from / TileId.TILE_WIDTH + BATCH_BUNDLES) * TileId.TILE_WIDTH);
            replay.append(leaves(folder, tiles, from, end));
            progress.done(end);
        }
    }

    private static List<byte[]> leaves(MirrorFolder folder, CheckedTiles tiles, long from, long end)
            throws IOException {
        List<byte[]> leaves = new ArrayList<>();
        for (long bundle = from / TileId.TILE_WIDTH; bundle * TileId.TILE_WIDTH < end; bundle++) {
            TileId id = new TileId(0, bundle);
            String path = LogSource.bundle(id, id.widthIn(tiles.size()));
            byte[] file = folder.read(path, LogSource.BUNDLE_BYTES_MAX)
                    .orElseThrow(() -> new IOException(folder.name() + "/" + path + " went away"));
            long first = bundle * TileId.TILE_WIDTH;
            List<byte[]> all = EntryBundle.parse(file);
            leaves.addAll(all.subList((int) Math.max(0, from - first), (int) Math.min(all.size(), end - first)));
        }
        return leaves;
    }

    @Override
    public void close() {
        database.close();
    }
}
