package io.threatledger.store;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.MissingTile;
import io.threatledger.merkle.Tile;
import io.threatledger.merkle.TileId;
import io.threatledger.merkle.TileSource;
import java.util.Arrays;

/** Tiles as rows. A stored tile may be wider than what is asked for: the first hashes of it are what it always was. */
public final class StoredTiles implements TileSource {
    private final Reads rows;

    public StoredTiles(Reads rows) {
        this.rows = rows;
    }

    @Override
    public byte[] tile(TileId id, int width) {
        return rows.read(session -> read(session, id, width));
    }

    /** The same over a session that is open already. */
    public static TileSource over(Session session) {
        return (id, width) -> read(session, id, width);
    }

    static void write(Session session, Tile tile) {
        session.run(
                "INSERT INTO tiles (level, n, hashes) VALUES (?, ?, ?)"
                        + " ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes",
                tile.id().level(),
                tile.id().index(),
                tile.hashes());
    }

    private static byte[] read(Session session, TileId id, int width) {
        byte[] hashes = session.one(
                        "SELECT hashes FROM tiles WHERE level = ? AND n = ?",
                        row -> row.getBytes(1),
                        id.level(),
                        id.index())
                .orElseThrow(() -> new MissingTile(id, width));
        if (hashes.length < width * Digest.LENGTH_BYTES) {
            throw new MissingTile(id, width);
        }
        return Arrays.copyOf(hashes, width * Digest.LENGTH_BYTES);
    }
}
