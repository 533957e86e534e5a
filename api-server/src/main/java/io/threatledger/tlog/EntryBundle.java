package io.threatledger.tlog;

import io.threatledger.http.PacedOutput;
import io.threatledger.merkle.TileId;
import io.threatledger.merkle.TilePath;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The entries under a tile of level 0, each after its length in two bytes, big-endian (C2SP tlog-tiles, "Log entries").
 *
 * <p>A bundle may be 16 MiB, so it is read and written in pieces, and no connection to the store is held while a reader
 * takes its time. Entries do not change: what the pieces are read from is always the same.
 */
final class EntryBundle {
    /** Bytes of entries that are in memory at once for one reader, unless a single entry is larger. */
    static final int PIECE_BYTES_MAX = 65_536;

    /** What a reader has for a start. */
    static final int SECONDS_FREE = 10;

    private static final int LENGTH_BYTES = Short.BYTES;

    private final LedgerDatabase database;
    private final long first;
    private final List<Integer> lengths;

    private EntryBundle(LedgerDatabase database, long first, List<Integer> lengths) {
        this.database = database;
        this.first = first;
        this.lengths = lengths;
    }

    /** The first entries of the tile, as many as the path says; the log has them. */
    static EntryBundle of(LedgerDatabase database, TilePath path) {
        long first = path.id().index() * TileId.TILE_WIDTH;
        List<Integer> lengths = database.read(session -> EntryRow.leafLengths(session, first, first + path.width()));
        if (lengths.size() != path.width()) {
            throw new StorageException("of the entries " + first + " to " + (first + path.width()) + " there are "
                    + lengths.size() + ": this ledger is damaged");
        }
        return new EntryBundle(database, first, lengths);
    }

    /** Bytes of the whole. */
    long length() {
        return lengths.stream().mapToLong(length -> length + LENGTH_BYTES).sum();
    }

    /**
     * Writes it to the end.
     *
     * @param nanos a monotonic clock
     * @throws IOException when the reader has gone or is too slow
     */
    void writeTo(OutputStream out, LongSupplier nanos) throws IOException {
        PacedOutput paced = new PacedOutput(out, SECONDS_FREE, nanos);
        for (int from = 0; from < lengths.size(); ) {
            int to = endOfPiece(from);
            paced.write(piece(from, to));
            from = to;
        }
    }

    private int endOfPiece(int from) {
        int to = from;
        int bytes = 0;
        while (to < lengths.size() && (to == from || bytes + lengths.get(to) + LENGTH_BYTES <= PIECE_BYTES_MAX)) {
            bytes += lengths.get(to) + LENGTH_BYTES;
            to++;
        }
        return to;
    }

    private byte[] piece(int from, int to) {
        byte[] piece = new byte
                [lengths.subList(from, to).stream()
                        .mapToInt(length -> length + LENGTH_BYTES)
                        .sum()];
        int at = 0;
        for (byte[] leaf : database.read(session -> EntryRow.leaves(session, first + from, first + to))) {
            piece[at] = (byte) (leaf.length >>> Byte.SIZE);
            piece[at + 1] = (byte) leaf.length;
            System.arraycopy(leaf, 0, piece, at + LENGTH_BYTES, leaf.length);
            at += LENGTH_BYTES + leaf.length;
        }
        return piece;
    }
}
