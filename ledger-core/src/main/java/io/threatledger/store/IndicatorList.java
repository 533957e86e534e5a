package io.threatledger.store;

import io.threatledger.store.IndicatorFilter.Kind;
import io.threatledger.store.IndicatorFilter.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The statements that find an owner's indicators: for each of its targets the newest entry that is active or, where that
 * is asked for, the newest of all when it has expired. Each walks one index of the owner's rows, and passes over a row when
 * a newer one speaks of the same target.
 */
public final class IndicatorList {
    private static final String UNEXPIRED = "(%1$s.expires_at IS NULL OR %1$s.expires_at > ?)";

    private static final String NEWER = "SELECT 1 FROM threats n INDEXED BY threats_by_target WHERE n.target = t.target"
            + " AND n.owner = t.owner AND ";
    /** The live ones lie together, so this is one probe. */
    private static final String NO_NEWER_ACTIVE =
            "NOT EXISTS (" + NEWER + "n.live = 1 AND n.idx > t.idx AND " + UNEXPIRED.formatted("n") + ")";

    private static final String NONE_ACTIVE_NOR_NEWER =
            "NOT EXISTS (" + NEWER + "(n.idx > t.idx OR (n.live = 1 AND " + UNEXPIRED.formatted("n") + ")))";

    private static final String IS_ADDRESS = "substr(t.target, -1) = iif(length(t.target) = 6, x'20', x'80')";

    private final String owner;
    private final IndicatorFilter filter;
    private final long nowSeconds;

    private IndicatorList(String owner, IndicatorFilter filter, long nowSeconds) {
        this.owner = owner;
        this.filter = filter;
        this.nowSeconds = nowSeconds;
    }

    /** The entry that each listed indicator is shown by, in the order of the ledger. */
    public static long[] find(Session session, String owner, IndicatorFilter filter, long nowSeconds) {
        SqlPart sql = new IndicatorList(owner, filter, nowSeconds).statement();
        LongStream.Builder found = LongStream.builder();
        session.each(
                sql.sql(), row -> found.add(row.getLong(1)), sql.parameters().toArray());
        return found.build().toArray();
    }

    /** How the database goes about it, for tests. */
    static List<String> plan(Session session, String owner, IndicatorFilter filter, long nowSeconds) {
        SqlPart sql = new IndicatorList(owner, filter, nowSeconds).statement();
        return session.all(
                "EXPLAIN QUERY PLAN " + sql.sql(),
                row -> row.getString(4),
                sql.parameters().toArray());
    }

    /**
     * The indicators that an owner took back and has said nothing of since, by the entry that was taken back last, in the
     * order in which they were. {@code from} is about when they were taken back.
     */
    public static long[] deleted(Session session, String owner, IndicatorFilter filter, long nowSeconds) {
        IndicatorList list = new IndicatorList(owner, filter.since(0), nowSeconds);
        SqlPart sql = SqlPart.join(
                        " AND ",
                        list.conditions(
                                List.of(
                                        SqlPart.of("t.owner = ? AND t.revoked_idx >= ?", owner, filter.from()),
                                        SqlPart.of(NONE_ACTIVE_NOR_NEWER, nowSeconds)),
                                false))
                .then(" ORDER BY t.revoked_idx");
        LongStream.Builder found = LongStream.builder();
        session.each(
                "SELECT t.idx FROM threats t INDEXED BY threats_revoked_by_owner WHERE " + sql.sql(),
                row -> found.add(row.getLong(1)),
                sql.parameters().toArray());
        return found.build().toArray();
    }

    private SqlPart statement() {
        List<SqlPart> branches = new ArrayList<>();
        if (filter.asksForActive()) {
            branches.add(active());
        }
        if (filter.asksForInactive()) {
            branches.add(expired(
                    "threats t INDEXED BY threats_live_by_owner",
                    SqlPart.of(
                            "t.owner = ? AND t.idx >= ? AND t.live = 1 AND t.expires_at <= ?",
                            owner,
                            filter.from(),
                            nowSeconds)));
            branches.add(expired(
                    "threats t INDEXED BY threats_lapsed_by_owner",
                    SqlPart.of(
                            "t.owner = ? AND t.idx >= ? AND t.live IS NULL AND t.revoked_idx IS NULL AND t.superseded_idx IS NULL"
                                    + " AND t.expires_at <= ?",
                            owner,
                            filter.from(),
                            nowSeconds)));
        }
        return SqlPart.join(" UNION ALL ", branches).then(" ORDER BY 1");
    }

    private SqlPart active() {
        SqlPart alive = SqlPart.of(
                "t.owner = ? AND t.idx >= ? AND t.live = 1 AND " + UNEXPIRED.formatted("t"),
                owner,
                filter.from(),
                nowSeconds);
        SqlPart newest = SqlPart.of(NO_NEWER_ACTIVE, nowSeconds);
        return select(from(), conditions(List.of(alive, newest), true));
    }

    /** By the rows of the tag or of the target, where one is asked for. */
    private SqlPart from() {
        if (filter.tag() != null) {
            return SqlPart.of(
                    "(SELECT idx FROM tags WHERE owner = ? AND tag = ?) g CROSS JOIN threats t ON t.idx = g.idx",
                    owner,
                    filter.tag());
        }
        boolean isNarrow = !filter.isAnyOf() && filter.terms().stream().anyMatch(IndicatorConditions::isNarrow);
        return SqlPart.of("threats t INDEXED BY " + (isNarrow ? "threats_by_target" : "threats_live_by_owner"));
    }

    private SqlPart expired(String from, SqlPart rows) {
        SqlPart only = SqlPart.of(NONE_ACTIVE_NOR_NEWER, nowSeconds);
        return select(SqlPart.of(from), conditions(List.of(rows, only), false));
    }

    private static SqlPart select(SqlPart from, List<SqlPart> conditions) {
        return SqlPart.concat(
                SqlPart.of("SELECT t.idx AS idx FROM "),
                from,
                SqlPart.of(" WHERE "),
                SqlPart.join(" AND ", conditions));
    }

    /** What is cheap to ask comes before what asks other rows, which is the last of those given. */
    private List<SqlPart> conditions(List<SqlPart> given, boolean isActive) {
        List<SqlPart> all = new ArrayList<>(given.subList(0, given.size() - 1));
        if (filter.tag() != null && !isActive) {
            all.add(IndicatorConditions.constant(false)); // only what is active has its tags
        }
        if (filter.kind() != null) {
            all.add(SqlPart.of(filter.kind() == Kind.ADDRESS ? IS_ADDRESS : "NOT " + IS_ADDRESS));
        }
        if (!filter.terms().isEmpty()) {
            all.add(terms(isActive));
        }
        all.add(given.getLast());
        return all;
    }

    private SqlPart terms(boolean isActive) {
        List<SqlPart> terms = filter.terms().stream()
                .map((Term term) -> IndicatorConditions.holds(term, isActive))
                .toList();
        return SqlPart.tree(filter.isAnyOf() ? "OR" : "AND", terms);
    }
}
