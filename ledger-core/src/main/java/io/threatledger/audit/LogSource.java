package io.threatledger.audit;

import io.threatledger.entry.EntryCodec;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TileId;
import io.threatledger.merkle.TilePath;
import java.io.IOException;
import java.util.Optional;

/**
 * A log as it is published (C2SP tlog-tiles): a node, a folder, or whatever else serves its files. Nothing that it gives
 * is believed. Safe for threads.
 */
public interface LogSource {
    String CHECKPOINT = "checkpoint";
    String VKEY = "vkey";

    /** Under its well-known address at a node; beside the log in a folder, for many a web server hides what begins with a dot. */
    String JWKS = "jwks.json";

    /** Longest text of a log: checkpoint or keys, bytes. */
    int TEXT_BYTES_MAX = 1_000_000;

    /** Bytes of a full tile. */
    int TILE_BYTES_MAX = TileId.TILE_WIDTH * Digest.LENGTH_BYTES;

    /** Bytes of a full bundle of the longest entries. */
    int BUNDLE_BYTES_MAX = TileId.TILE_WIDTH * (Short.BYTES + EntryCodec.LEAF_BYTES_MAX);

    /** Where it is, for people. */
    String name();

    /**
     * One file.
     *
     * @param path one of the names here, or what {@link #tile} and {@link #bundle} give
     * @return empty when there is no such file; a longer one is cut off one byte after {@code bytesMax}, which shows it
     * @throws IOException when it cannot be read
     */
    Optional<byte[]> read(String path, int bytesMax) throws IOException;

    /** The file of a tile. */
    static String tile(TileId id, int width) {
        return "tile/" + id.path(width);
    }

    /** The file with the entries whose hashes are in a tile of level 0. */
    static String bundle(TileId id, int width) {
        return "tile/entries/" + new TilePath(id, width).text().substring("0/".length());
    }
}
