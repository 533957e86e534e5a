package io.threatledger.audit;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.MissingTile;
import io.threatledger.merkle.TileId;
import io.threatledger.merkle.TileSource;
import io.threatledger.store.LedgerTable;
import io.threatledger.store.RowKey;
import io.threatledger.store.Session;
import java.util.Optional;

/** Tiles as the file has them, for checks of what is computed from them: one that is damaged counts as missing. */
record RawTiles(Session session) implements TileSource {
    @Override
    public byte[] tile(TileId id, int width) {
        return find(id).filter(hashes -> hashes.length >= width * Digest.LENGTH_BYTES)
                .orElseThrow(() -> new MissingTile(id, width));
    }

    Optional<byte[]> find(TileId id) {
        RowKey key = key(id);
        RowKey before = RowKey.of(id.level(), id.index() - 1);
        return LedgerTable.TILES.page(session, before, 1).stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .flatMap(row -> Optional.ofNullable(row.bytes("hashes")));
    }

    static RowKey key(TileId id) {
        return RowKey.of(id.level(), id.index());
    }
}
