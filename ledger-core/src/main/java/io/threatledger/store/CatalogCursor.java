package io.threatledger.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a catalog stands in which ledger.
 *
 * @param log id of the log it follows
 * @param size entries below are in it
 * @param lastId id of the entry at {@code size - 1}; null at size 0
 * @param nowSeconds the time its rows are of, seconds since the epoch
 * @param weights what its confidences were made with
 */
public record CatalogCursor(String log, long size, @Nullable String lastId, long nowSeconds, String weights) {
    /** Nothing before the first step. */
    public static Optional<CatalogCursor> read(Session session) {
        return session.one(
                "SELECT log, size, last_id, now, weights FROM cursor",
                row -> new CatalogCursor(
                        row.getString(1), row.getLong(2), row.getString(3), row.getLong(4), row.getString(5)));
    }

    public void put(Session session) {
        session.run(
                "INSERT OR REPLACE INTO cursor (only, log, size, last_id, now, weights) VALUES (1, ?, ?, ?, ?, ?)",
                log,
                size,
                lastId,
                nowSeconds,
                weights);
    }
}
