package io.threatledger.store;

import io.threatledger.entry.KeyRange;
import io.threatledger.entry.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statement that answers a {@link ThreatFilter}.
 *
 * <p>It is a union of branches, each of which walks the one index that it names from the newest row on and stops when it
 * has enough, so that the length of the ledger does not matter. The planner is not asked: without statistics it guesses,
 * and a guess costs a scan. The branches look for indexes of rows only; the leaves are read for what is answered.
 */
final class ThreatList {
    private static final Condition LIVE = new Condition("live = 1");
    private static final Condition NOT_LIVE = new Condition("live IS NULL");

    /** A term of WHERE with its parameters. */
    private record Condition(String sql, List<Object> parameters) {
        Condition(String sql, Object... parameters) {
            this(sql, Arrays.asList(parameters));
        }
    }

    /** @param index null: by the rows themselves */
    private record Branch(@Nullable String index, List<Condition> conditions) {
        String sql() {
            return "SELECT idx FROM (SELECT idx FROM threats "
                    + (index == null ? "NOT INDEXED" : "INDEXED BY " + index)
                    + (conditions.isEmpty() ? "" : " WHERE ")
                    + conditions.stream().map(Condition::sql).collect(Collectors.joining(" AND "))
                    + " ORDER BY idx DESC LIMIT ?)";
        }
    }

    private final ThreatFilter filter;
    /** Each finds some of the rows of the target; empty when the filter names none. */
    private final List<Condition> targets;

    private final List<Condition> equals = new ArrayList<>();
    private final List<Condition> always = new ArrayList<>();
    private String driver = "";

    private ThreatList(Session session, ThreatFilter filter) {
        this.filter = filter;
        this.targets = filter.target() == null ? List.of() : targets(session, filter.target());
        equal("source", filter.source());
        equal("category", filter.category());
        equal("severity", filter.severity() == null ? null : filter.severity().word());
        equal("action", filter.action() == null ? null : filter.action().word());
        if (filter.end() != Long.MAX_VALUE) {
            always.add(new Condition("idx < ?", filter.end()));
        }
        if (filter.activeOnly()) {
            always.add(new Condition("(expires_at IS NULL OR expires_at > ?)", filter.nowSeconds()));
        }
    }

    /** Newest first. */
    static List<ThreatRecord> read(Session session, ThreatFilter filter) {
        ThreatList list = new ThreatList(session, filter);
        List<Branch> branches = list.branches();
        List<Object> parameters = new ArrayList<>();
        for (Branch branch : branches) {
            branch.conditions().forEach(condition -> parameters.addAll(condition.parameters()));
            parameters.add(filter.count());
        }
        parameters.add(filter.count());
        return session.all(sql(branches), ThreatRecord::of, parameters.toArray());
    }

    /** How the database goes about it, for tests. */
    static List<String> plan(Session session, ThreatFilter filter) {
        List<Branch> branches = new ThreatList(session, filter).branches();
        return session.all("EXPLAIN QUERY PLAN " + sql(branches), row -> row.getString(4));
    }

    private static String sql(List<Branch> branches) {
        return ThreatRecord.SELECT + " WHERE t.idx IN ("
                + branches.stream().map(Branch::sql).collect(Collectors.joining(" UNION "))
                + " ORDER BY idx DESC LIMIT ?) ORDER BY t.idx DESC";
    }

    private List<Branch> branches() {
        if (filter.activeOnly()) {
            return filter.asOf() == null
                    ? driven(LIVE)
                    : activeAsOf(filter.asOf().value());
        }
        return targets.isEmpty() && equals.isEmpty()
                ? List.of(new Branch(null, always))
                : Stream.concat(driven(LIVE).stream(), driven(NOT_LIVE).stream())
                        .toList();
    }

    /** What was active then is live still, or has ended since. The latter are few: no view is far behind the end. */
    private List<Branch> activeAsOf(long size) {
        Condition revokedSince = new Condition("revoked_idx >= ?", size);
        Condition supersededSince = new Condition("superseded_idx >= ?", size);
        Condition notRevokedThen = new Condition("(revoked_idx IS NULL OR revoked_idx >= ?)", size);
        Condition notSupersededThen = new Condition("(superseded_idx IS NULL OR superseded_idx >= ?)", size);
        List<Branch> branches = new ArrayList<>(driven(LIVE));
        branches.add(new Branch("threats_revoked", all(List.of(revokedSince, notSupersededThen), target())));
        branches.add(new Branch("threats_superseded", all(List.of(supersededSince, notRevokedThen), target())));
        return branches;
    }

    /** Driven by the target, else by the first equality, else by what is live. */
    private List<Branch> driven(Condition state) {
        if (!targets.isEmpty()) {
            return targets.stream()
                    .map(target -> new Branch("threats_by_target", all(List.of(target, state), List.of())))
                    .toList();
        }
        if (!equals.isEmpty()) {
            return List.of(new Branch("threats_by_" + driver, all(List.of(state), List.of())));
        }
        return List.of(new Branch("threats_live", all(List.of(state), List.of())));
    }

    private List<Condition> all(List<Condition> drivers, List<Condition> more) {
        return Stream.of(drivers, more, equals, always).flatMap(List::stream).toList();
    }

    /** The target as one condition, for rows that are found by something else. */
    private List<Condition> target() {
        return targets.isEmpty()
                ? List.of()
                : List.of(new Condition(
                        targets.stream().map(Condition::sql).collect(Collectors.joining(" OR ", "(", ")")),
                        targets.stream().flatMap(t -> t.parameters().stream()).toList()));
    }

    private void equal(String column, @Nullable String value) {
        if (value != null) {
            driver = equals.isEmpty() ? column : driver;
            equals.add(new Condition(column + " = ?", value));
        }
    }

    private static List<Condition> targets(Session session, Target target) {
        List<Target> covering = Prefixes.covering(session, target);
        Condition one = new Condition(
                covering.stream().map(t -> "?").collect(Collectors.joining(", ", "target IN (", ")")),
                covering.stream().<Object>map(Target::key).toList());
        if (!target.isNetwork()) {
            return List.of(one);
        }
        KeyRange inside = target.coveredRange();
        return List.of(one, new Condition("target BETWEEN ? AND ?", inside.lo(), inside.hi()));
    }
}
