package io.threatledger.audit;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.Tile;
import io.threatledger.merkle.TileId;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.LedgerTable;
import io.threatledger.store.RawRow;
import io.threatledger.store.RowKey;
import io.threatledger.store.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tiles: exactly those that so many entries have, each as wide as it must be, the lowest with the hashes of the leaves,
 * the others with those of the tiles below. A page is one tile.
 */
final class TilesCheck implements Check<TileId> {
    private static final LedgerTable TILES = LedgerTable.TILES;

    @Override
    public String name() {
        return TILES.word();
    }

    @Override
    public CheckPage<TileId> next(Session session, @Nullable TileId after) {
        TreeSize size = new TreeSize(EntryFacts.count(session));
        TileId wanted = following(after, size);
        Optional<RawRow> found = TILES.page(session, after == null ? null : RawTiles.key(after), 1).stream()
                .findFirst();
        if (wanted == null) {
            return found.<CheckPage<TileId>>map(row ->
                            CheckPage.damaged(1, Damage.tooMany(row, "no further tile for " + size + " entries")))
                    .orElse(CheckPage.last(0));
        }
        Damage damage = found.isEmpty()
                ? Damage.missing(TILES, RawTiles.key(wanted), "a tile of " + wanted.widthIn(size) + " hashes")
                : judge(session, found.get(), wanted, size);
        return new CheckPage<>(1, damage, damage == null ? wanted : null);
    }

    /** The tile that comes after this one in a tree of that size; null when there is none. */
    private static @Nullable TileId following(@Nullable TileId after, TreeSize size) {
        if (after == null) {
            return size.value() == 0 ? null : new TileId(0, 0);
        }
        TileId beside = new TileId(after.level(), after.index() + 1);
        if (beside.widthIn(size) > 0) {
            return beside;
        }
        TileId above = new TileId(after.level() + 1, 0);
        return above.widthIn(size) > 0 ? above : null;
    }

    private static @Nullable Damage judge(Session session, RawRow row, TileId wanted, TreeSize size) {
        if (!row.key().equals(RawTiles.key(wanted))) {
            Long level = row.number("level");
            Long n = row.number("n");
            boolean isBefore = level != null
                    && n != null
                    && (level < wanted.level() || (level == wanted.level() && n < wanted.index()));
            return isBefore
                    ? Damage.tooMany(row, "no such tile for " + size + " entries")
                    : Damage.missing(TILES, RawTiles.key(wanted), "a tile of " + wanted.widthIn(size) + " hashes");
        }
        byte[] hashes = row.bytes("hashes");
        int width = wanted.widthIn(size);
        if (hashes == null || hashes.length != width * Digest.LENGTH_BYTES) {
            return Damage.ofValue(row, "hashes", width + " hashes of " + Digest.LENGTH_BYTES + " bytes");
        }
        return wanted.level() == 0 ? overLeaves(session, row, hashes, wanted) : overTiles(session, row, hashes, wanted);
    }

    private static @Nullable Damage overLeaves(Session session, RawRow row, byte[] hashes, TileId id) {
        long first = id.index() * TileId.TILE_WIDTH;
        RowKey before = first == 0 ? null : RowKey.of(first - 1);
        List<RawRow> entries = LedgerTable.ENTRIES.page(session, before, hashes.length / Digest.LENGTH_BYTES);
        for (RawRow entry : entries) {
            Long index = entry.number("idx");
            byte[] leaf = entry.bytes("leaf");
            if (leaf != null && index != null && index >= first && index - first < TileId.TILE_WIDTH) {
                Damage damage = hashAt(row, hashes, (int) (index - first), Rfc6962.leafHash(leaf), "entry " + index);
                if (damage != null) {
                    return damage;
                }
            }
        }
        return null;
    }

    private static @Nullable Damage overTiles(Session session, RawRow row, byte[] hashes, TileId id) {
        for (int i = 0; i * Digest.LENGTH_BYTES < hashes.length; i++) {
            TileId below = new TileId(id.level() - 1, id.index() * TileId.TILE_WIDTH + i);
            Optional<Tile> tile = full(session, below);
            Damage damage =
                    tile.isEmpty() ? null : hashAt(row, hashes, i, tile.get().root(), "tile " + RawTiles.key(below));
            if (damage != null) {
                return damage;
            }
        }
        return null;
    }

    /** Nothing when it is not there whole: it has been reported by then. */
    private static Optional<Tile> full(Session session, TileId id) {
        return new RawTiles(session)
                .find(id)
                .filter(hashes -> hashes.length == TileId.TILE_WIDTH * Digest.LENGTH_BYTES)
                .map(hashes -> new Tile(id, hashes));
    }

    private static @Nullable Damage hashAt(RawRow row, byte[] hashes, int place, Digest wanted, String of) {
        int from = place * Digest.LENGTH_BYTES;
        if (from + Digest.LENGTH_BYTES > hashes.length
                || Arrays.equals(hashes, from, from + Digest.LENGTH_BYTES, wanted.bytes(), 0, Digest.LENGTH_BYTES)) {
            return null;
        }
        String found = "hash " + place + " is " + Digest.read(hashes, from);
        return Damage.of(row, "hashes", found, wanted + ", the hash of " + of);
    }
}
