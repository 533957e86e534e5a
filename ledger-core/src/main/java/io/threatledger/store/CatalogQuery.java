package io.threatledger.store;

import io.threatledger.store.CatalogFilter.Leaf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the listed records of a catalog that a filter is about.
 *
 * <p>The planner of the database is not asked which index to take: without statistics it guesses. Instead the rows of
 * each index that could drive the search are counted, up to a bound. When some have few, the fewest drive and all else is
 * a condition on them. When all have many, so have the newest records: a list walks from there until it has enough, and a
 * total takes the smallest index that can tell.
 */
public final class CatalogQuery {
    /** Rows that are counted of each index, in the first round and in the second. */
    static final List<Integer> PROBE_ROWS_MAX = List.of(1_000, 20_000);

    /** Selects that one OR may become; SQLite takes 500. */
    private static final int UNION_SELECTS_MAX = 400;

    /** What drives, and what remains to be asked of its rows. */
    private record Plan(CatalogSource source, List<CatalogFilter> rest) {
        SqlPart select() {
            return source.select(rest);
        }

        SqlPart count() {
            return source.count(rest);
        }

        /** Whether no record has to be visited. */
        boolean isEnough() {
            return source.isEnoughFor(rest);
        }

        /** Whether nothing has to be visited but what drives. */
        boolean isAlone() {
            return source.own().containsAll(CatalogFilter.columns(rest));
        }
    }

    private final Session session;
    private final List<Integer> probes;

    /** @param probes see {@link #PROBE_ROWS_MAX} */
    CatalogQuery(Session session, List<Integer> probes) {
        this.session = session;
        this.probes = probes;
    }

    /**
     * The {@code idx} of those records, newest first.
     *
     * @param filter null: all listed records
     */
    public static List<Long> find(Session session, @Nullable CatalogFilter filter, int limit) {
        return new CatalogQuery(session, PROBE_ROWS_MAX).find(filter, limit);
    }

    /**
     * How many there are.
     *
     * @param filter null: all listed records
     */
    public static long count(Session session, @Nullable CatalogFilter filter) {
        return new CatalogQuery(session, PROBE_ROWS_MAX).count(filter);
    }

    List<Long> find(@Nullable CatalogFilter filter, int limit) {
        SqlPart statement = list(filter, limit);
        return session.all(statement.sql(), row -> row.getLong(1), statement.parameters().toArray());
    }

    long count(@Nullable CatalogFilter filter) {
        return total(filter == null ? null : filter.normal());
    }

    /** How the database goes about a list, for tests. */
    List<String> plan(CatalogFilter filter) {
        SqlPart statement = list(filter, 1);
        return session.all(
                "EXPLAIN QUERY PLAN " + statement.sql(),
                row -> row.getString(4),
                statement.parameters().toArray());
    }

    private SqlPart list(@Nullable CatalogFilter filter, int limit) {
        SqlPart select = filter == null ? CatalogSource.NEWEST.select(List.of()) : list(filter.normal());
        return select.then(" ORDER BY t.idx DESC LIMIT ?", (long) limit);
    }

    private SqlPart list(CatalogFilter filter) {
        return few(filter).or(() -> inOrder(filter)).orElseGet(() -> new Plan(CatalogSource.NEWEST, filter.conjuncts()))
                .select();
    }

    private long total(@Nullable CatalogFilter filter) {
        if (filter == null) {
            return number(CatalogSource.all(Set.of()).count(List.of()));
        }
        Optional<Plan> few = few(filter);
        return few.isPresent() ? number(few.get().count()) : totalOfMany(filter);
    }

    /** What is left after those that a NOT takes away is often fewer questions than each record asked. */
    private long totalOfMany(CatalogFilter filter) {
        List<CatalogFilter> terms = new ArrayList<>(filter.conjuncts());
        Optional<CatalogFilter> first =
                terms.stream().filter(CatalogFilter.Not.class::isInstance).findFirst();
        if (first.isPresent() && first.get() instanceof CatalogFilter.Not not) {
            terms.remove(not);
            CatalogFilter kept = terms.isEmpty() ? null : new CatalogFilter.And(terms);
            CatalogFilter taken = new CatalogFilter.And(
                    Stream.concat(Stream.of(not.term()), terms.stream()).toList());
            Optional<Plan> few = few(taken);
            if (few.isPresent()) {
                return total(kept) - number(few.get().count());
            }
        }
        return number(many(filter).count());
    }

    private Plan many(CatalogFilter filter) {
        List<CatalogFilter> terms = filter.conjuncts();
        Optional<Plan> whole =
                terms.size() == 1 ? driven(filter, probes.getLast()).filter(Plan::isEnough) : Optional.empty();
        return whole.or(() -> inOrder(filter).filter(Plan::isEnough))
                .orElseGet(() -> new Plan(CatalogSource.all(filter.columns()), terms));
    }

    /** By the index with the fewest rows, unless all have many. */
    private Optional<Plan> few(CatalogFilter filter) {
        for (int bound : probes) {
            Optional<Plan> plan = driven(filter, bound);
            if (plan.isEmpty() || plan.get().source().rows() < bound) {
                return plan;
            }
        }
        return Optional.empty();
    }

    private Optional<Plan> driven(CatalogFilter filter, int bound) {
        List<CatalogFilter> terms = filter.conjuncts();
        return terms.stream()
                .flatMap(term -> source(term, bound).map(source -> new Plan(source, without(terms, term))).stream())
                .min(Comparator.comparingLong(plan -> plan.source().rows()));
    }

    private Optional<CatalogSource> source(CatalogFilter term, int bound) {
        return switch (term) {
            case Leaf leaf -> CatalogSource.isDriven(leaf) ? Optional.of(probed(leaf, bound)) : Optional.empty();
            case CatalogFilter.Or or -> or.terms().size() > UNION_SELECTS_MAX ? Optional.empty() : union(or, bound);
            case CatalogFilter.And and -> Optional.empty();
            case CatalogFilter.Not not -> Optional.empty();
        };
    }

    private CatalogSource probed(Leaf leaf, int bound) {
        CatalogSource source = CatalogSource.of(leaf);
        return source.counted(number(source.probe(bound)));
    }

    /** When each term can be driven, so can any of them. */
    private Optional<CatalogSource> union(CatalogFilter.Or or, int bound) {
        List<SqlPart> selects = new ArrayList<>();
        long rows = 0;
        for (CatalogFilter term : or.terms()) {
            Optional<Plan> plan = driven(term, bound);
            if (plan.isEmpty()) {
                return Optional.empty();
            }
            selects.add(plan.get().select());
            rows += plan.get().source().rows();
        }
        return Optional.of(CatalogSource.union(selects, rows));
    }

    /** By an index that has the newest first, and better one whose rows can tell all. */
    private static Optional<Plan> inOrder(CatalogFilter filter) {
        List<CatalogFilter> terms = filter.conjuncts();
        return terms.stream()
                .filter(Leaf.class::isInstance)
                .map(Leaf.class::cast)
                .filter(CatalogSource::isDriven)
                .map(leaf -> new Plan(CatalogSource.of(leaf), without(terms, leaf)))
                .filter(plan -> plan.source().isInOrder())
                .max(Comparator.comparing(Plan::isAlone).thenComparing(Plan::isEnough));
    }

    private static List<CatalogFilter> without(List<CatalogFilter> terms, CatalogFilter term) {
        return terms.stream().filter(other -> other != term).toList();
    }

    private long number(SqlPart statement) {
        return session.one(statement.sql(), row -> row.getLong(1), statement.parameters().toArray())
                .orElseThrow();
    }
}
