package io.threatledger.store;

import io.threatledger.entry.KeyRange;
import io.threatledger.entry.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statement that answers a {@link ThreatFilter}.
 *
 * <p>One condition drives: its index gives the rows, newest first; a {@code +} before the others keeps the planner from
 * their indexes. What is active now is found through the partial indexes on {@code live}, so the length of the history
 * does not matter. The inner statement looks for indexes only; the outer one reads the leaves of those that are answered.
 */
final class ThreatList {
    private static final String UNEXPIRED = "(expires_at IS NULL OR expires_at > ?)";

    private final Session session;
    private final ThreatFilter filter;
    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> parameters = new ArrayList<>();
    private boolean driven;

    private ThreatList(Session session, ThreatFilter filter) {
        this.session = session;
        this.filter = filter;
    }

    /** Newest first. */
    static List<ThreatRecord> read(Session session, ThreatFilter filter) {
        return new ThreatList(session, filter).read();
    }

    private List<ThreatRecord> read() {
        Target target = filter.target();
        if (target != null) {
            target(target);
        }
        equal("source", filter.source());
        equal("category", filter.category());
        equal("severity", filter.severity() == null ? null : filter.severity().word());
        equal("action", filter.action() == null ? null : filter.action().word());
        if (filter.activeOnly()) {
            active();
        }
        if (filter.end() != Long.MAX_VALUE) {
            condition("idx < ?", filter.end());
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        parameters.add(filter.count());
        return session.all(
                ThreatRecord.SELECT + " WHERE t.idx IN (SELECT idx FROM threats" + where
                        + " ORDER BY idx DESC LIMIT ?) ORDER BY t.idx DESC",
                ThreatRecord::of,
                parameters.toArray());
    }

    private void target(Target target) {
        List<Target> covering = Prefixes.covering(session, target);
        String places = covering.stream().map(t -> "?").collect(Collectors.joining(", "));
        if (target.isNetwork()) {
            KeyRange inside = target.coveredRange();
            conditions.add("(target BETWEEN ? AND ? OR target IN (" + places + "))");
            parameters.add(inside.lo());
            parameters.add(inside.hi());
        } else {
            conditions.add("target IN (" + places + ")");
        }
        covering.forEach(t -> parameters.add(t.key()));
        driven = true;
    }

    private void equal(String column, @Nullable String value) {
        if (value != null) {
            condition((driven ? "+" : "") + column + " = ?", value);
            driven = true;
        }
    }

    /**
     * As of an older size, what has ended since was active. Those are few: the view is never far behind the ledger's end.
     */
    private void active() {
        if (filter.asOf() == null) {
            conditions.add("live = 1");
        } else {
            long size = filter.asOf().value();
            conditions.add("(live = 1 OR revoked_idx >= ? OR superseded_idx >= ?)");
            parameters.add(size);
            parameters.add(size);
            condition("(revoked_idx IS NULL OR revoked_idx >= ?)", size);
            condition("(superseded_idx IS NULL OR superseded_idx >= ?)", size);
        }
        condition(UNEXPIRED, filter.nowSeconds());
    }

    private void condition(String sql, Object parameter) {
        conditions.add(sql);
        parameters.add(parameter);
    }
}
