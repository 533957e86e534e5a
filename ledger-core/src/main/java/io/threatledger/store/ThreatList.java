package io.threatledger.store;

import io.threatledger.entry.KeyRange;
import io.threatledger.entry.Target;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.merkle.TreeSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Rows of an index that are counted to find which of several conditions has the fewest. */
    private static final int PROBE_ROWS_MAX = 10_000;

    /** A term of WHERE with its parameters. */
    private record Condition(String sql, List<Object> parameters) {
        Condition(String sql, Object... parameters) {
            this(sql, Arrays.asList(parameters));
        }
    }

    /** A claim that must have this value; each has an index. */
    private record Equal(String column, String value) {
        Condition condition() {
            return new Condition(column + " = ?", value);
        }

        String index() {
            return "threats_by_" + column;
        }

        /** How many rows have it, as far as it matters. */
        long probe(Session session, boolean live) {
            String rows = "SELECT 1 FROM threats INDEXED BY " + index() + " WHERE " + column + " = ?"
                    + (live ? " AND live = 1" : "") + " LIMIT " + PROBE_ROWS_MAX;
            return session.one("SELECT count(*) FROM (" + rows + ")", row -> row.getLong(1), value)
                    .orElse(0L);
        }
    }

    /** @param index null: by the rows themselves */
    private record Branch(@Nullable String index, List<Condition> conditions) {
        String sql() {
            return "SELECT idx FROM threats "
                    + (index == null ? "NOT INDEXED" : "INDEXED BY " + index)
                    + (conditions.isEmpty() ? "" : " WHERE ")
                    + conditions.stream().map(Condition::sql).collect(Collectors.joining(" AND "))
                    + " ORDER BY idx DESC LIMIT ?";
        }
    }

    private final ThreatFilter filter;
    /** Each finds some of the rows of the target; empty when the filter names none. */
    private final List<Condition> targets;

    private final List<Equal> equals = new ArrayList<>();
    private final List<Condition> always = new ArrayList<>();

    private ThreatList(Session session, Prefixes prefixes, ThreatFilter filter) {
        this.filter = filter;
        this.targets = filter.target() == null ? List.of() : targets(prefixes, filter.target());
        equal("source", filter.source());
        equal("category", filter.category());
        equal("severity", filter.severity() == null ? null : filter.severity().word());
        equal("action", filter.action() == null ? null : filter.action().word());
        if (targets.isEmpty() && equals.size() > 1) {
            fewestFirst(session);
        }
        if (filter.end() != Long.MAX_VALUE) {
            always.add(new Condition("idx < ?", filter.end()));
        }
        if (filter.activeOnly()) {
            always.add(new Condition("(expires_at IS NULL OR expires_at > ?)", filter.nowSeconds()));
        }
    }

    /** Newest first. */
    static List<ThreatRecord> read(Session session, Prefixes prefixes, ThreatFilter filter) {
        ThreatList list = new ThreatList(session, prefixes, filter);
        List<Branch> branches = list.branches();
        return session.all(sql(rows(branches)), ThreatRecord::of, list.parameters(branches));
    }

    /** What was active as of that size and has ended since. Mostly nothing is found, so that the few columns are the cheaper question. */
    static List<ThreatRecord> endedSince(Session session, Prefixes prefixes, ThreatFilter filter, TreeSize size) {
        ThreatList list = new ThreatList(session, prefixes, filter);
        List<Branch> branches = list.endedSince(size.value());
        return session.all(rows(branches), row -> new LeafIndex(row.getLong(1)), list.parameters(branches)).stream()
                .flatMap(index -> ThreatRecord.at(session, index).stream())
                .toList();
    }

    private Object[] parameters(List<Branch> branches) {
        List<Object> parameters = new ArrayList<>();
        for (Branch branch : branches) {
            branch.conditions().forEach(condition -> parameters.addAll(condition.parameters()));
            parameters.add(filter.count());
        }
        if (branches.size() > 1) {
            parameters.add(filter.count());
        }
        return parameters.toArray();
    }

    /** How the database goes about it, for tests. */
    static List<String> plan(Session session, Prefixes prefixes, ThreatFilter filter) {
        List<Branch> branches = new ThreatList(session, prefixes, filter).branches();
        return session.all("EXPLAIN QUERY PLAN " + sql(rows(branches)), row -> row.getString(4));
    }

    private static String sql(String rows) {
        return ThreatRecord.SELECT + " WHERE t.idx IN (" + rows + ") ORDER BY t.idx DESC";
    }

    /** The indexes that are answered, newest first. */
    private static String rows(List<Branch> branches) {
        return branches.size() == 1
                ? branches.getFirst().sql()
                : branches.stream()
                        .map(branch -> "SELECT idx FROM (" + branch.sql() + ")")
                        .collect(Collectors.joining(" UNION ", "", " ORDER BY idx DESC LIMIT ?"));
    }

    private List<Branch> branches() {
        if (filter.activeOnly()) {
            return filter.asOf() == null
                    ? driven(LIVE)
                    : Stream.concat(
                                    driven(LIVE).stream(),
                                    endedSince(filter.asOf().value()).stream())
                            .toList();
        }
        return targets.isEmpty() && equals.isEmpty()
                ? List.of(new Branch(null, always))
                : Stream.concat(driven(LIVE).stream(), driven(NOT_LIVE).stream())
                        .toList();
    }

    /** What was active then is live still, or has ended since. These are few: no view is far behind the end. */
    private List<Branch> endedSince(long size) {
        Condition revokedSince = new Condition("revoked_idx >= ?", size);
        Condition supersededSince = new Condition("superseded_idx >= ?", size);
        Condition notRevokedThen = new Condition("(revoked_idx IS NULL OR revoked_idx >= ?)", size);
        Condition notSupersededThen = new Condition("(superseded_idx IS NULL OR superseded_idx >= ?)", size);
        return List.of(
                new Branch("threats_revoked", all(List.of(revokedSince, notSupersededThen), target())),
                new Branch("threats_superseded", all(List.of(supersededSince, notRevokedThen), target())));
    }

    /** Driven by the target, else by the claim that the fewest rows have, else by what is live. */
    private List<Branch> driven(Condition state) {
        if (!targets.isEmpty()) {
            return targets.stream()
                    .map(target -> new Branch("threats_by_target", all(List.of(target, state), List.of())))
                    .toList();
        }
        if (!equals.isEmpty()) {
            return List.of(new Branch(equals.getFirst().index(), all(List.of(state), List.of())));
        }
        return List.of(new Branch("threats_live", all(List.of(state), List.of())));
    }

    private List<Condition> all(List<Condition> drivers, List<Condition> more) {
        List<Condition> claims = equals.stream().map(Equal::condition).toList();
        return Stream.of(drivers, more, claims, always).flatMap(List::stream).toList();
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
            equals.add(new Equal(column, value));
        }
    }

    private void fewestFirst(Session session) {
        Map<Equal, Long> rows = new HashMap<>();
        equals.forEach(equal -> rows.put(equal, equal.probe(session, filter.activeOnly())));
        equals.sort(Comparator.comparing(equal -> rows.getOrDefault(equal, 0L)));
    }

    private static List<Condition> targets(Prefixes prefixes, Target target) {
        List<Target> covering = prefixes.covering(target);
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
