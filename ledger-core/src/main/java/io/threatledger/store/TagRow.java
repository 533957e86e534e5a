package io.threatledger.store;

import java.util.List;

/**
 * A tag of an owner.
 *
 * @param indicators how many have it: those whose newest active entry says so
 */
public record TagRow(String tag, long indicators) {
    private static final String SELECT = "SELECT g.tag, count(*) FROM tags g CROSS JOIN threats t ON t.idx = g.idx"
            + " WHERE g.owner = ?1 AND g.tag >= ?3 AND substr(g.tag, 1, length(?3)) = ?3 AND t.live = 1 AND (t.expires_at IS NULL OR t.expires_at > ?2)"
            + " AND NOT EXISTS (SELECT 1 FROM threats n INDEXED BY threats_by_target WHERE n.target = t.target"
            + " AND n.live = 1 AND n.idx > t.idx AND n.owner = ?1 AND (n.expires_at IS NULL OR n.expires_at > ?2))"
            + " GROUP BY g.tag ORDER BY g.tag LIMIT ?4";

    /** The first tags of the owner's active indicators that begin so, in the order of UTF-8 bytes. */
    public static List<TagRow> list(Session session, String owner, String beginning, long nowSeconds, int limit) {
        return session.all(
                SELECT, row -> new TagRow(row.getString(1), row.getLong(2)), owner, nowSeconds, beginning, limit);
    }
}
