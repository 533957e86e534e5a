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
 * each index that could drive the search are counted, up to a bound. When some have few, the fewest drive and all else
 * is a condition on them. When all have many, so have the newest records: a list walks from there until it has enough,
 * and a total takes the smallest index that can tell.
 */
public final class CatalogQuery {
    /** Rows that are counted of each index, in the first round and in the second. */
    static final List<Integer> PROBE_ROWS_MAX = List.of(1_000, 20_000);

    /** Selects that one OR may become; SQLite takes 500. */
    private static final int UNION_SELECTS_MAX = 400;

    /** Conditions in an OR that are counted by their indexes even when each has many rows. */
    private static final int BROAD_UNION_MAX = 4;

    /** Conditions that are held against rows for one total. */
    private static final long QUESTIONS_MAX = 500_000;

    /** Conditions that are held against every row of an index. */
    private static final long QUICK_QUESTIONS_MAX = 2;

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
            return source.read().containsAll(CatalogFilter.columns(rest));
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
    public static List<Long> find(Session session, @Nullable CatalogFilter filter, long limit) {
        return new CatalogQuery(session, PROBE_ROWS_MAX).find(filter, limit);
    }

    /**
     * How many there are, as far as can be told in a fraction of a second: all of them when indexes tell, or when there
     * are not too many to ask each.
     *
     * @param filter null: all listed records
     */
    public static CatalogTotal total(Session session, @Nullable CatalogFilter filter) {
        return new CatalogQuery(session, PROBE_ROWS_MAX).total(filter, QUESTIONS_MAX);
    }

    List<Long> find(@Nullable CatalogFilter filter, long limit) {
        SqlPart statement = list(filter, limit);
        return session.all(
                statement.sql(), row -> row.getLong(1), statement.parameters().toArray());
    }

    CatalogTotal total(@Nullable CatalogFilter filter, long questionsMax) {
        return told(filter == null ? null : filter.normal(), questionsMax);
    }

    /** How the database goes about a list, for tests. */
    List<String> plan(CatalogFilter filter) {
        SqlPart statement = list(filter, 1);
        return session.all(
                "EXPLAIN QUERY PLAN " + statement.sql(),
                row -> row.getString(4),
                statement.parameters().toArray());
    }

    private SqlPart list(@Nullable CatalogFilter filter, long limit) {
        SqlPart select = filter == null ? CatalogSource.NEWEST.select(List.of()) : list(filter.normal());
        return select.then(" ORDER BY t.idx DESC LIMIT ?", limit);
    }

    private SqlPart list(CatalogFilter filter) {
        return few(filter)
                .or(() -> inOrder(filter))
                .orElseGet(() -> new Plan(CatalogSource.NEWEST, filter.conjuncts()))
                .select();
    }

    private CatalogTotal told(@Nullable CatalogFilter filter, long questionsMax) {
        if (filter == null) {
            return exactly(CatalogSource.all(Set.of()).count(List.of()));
        }
        Optional<Plan> quick = few(filter).or(() -> indexed(filter));
        if (quick.isPresent()) {
            return exactly(quick.get().count());
        }
        Optional<CatalogTotal> rest = withoutTaken(filter, questionsMax);
        return rest.isPresent() ? rest.get() : asked(filter, questionsMax);
    }

    /** What is left after those that a NOT takes away is often fewer questions than each record asked. */
    private Optional<CatalogTotal> withoutTaken(CatalogFilter filter, long questionsMax) {
        List<CatalogFilter> terms = new ArrayList<>(filter.conjuncts());
        CatalogFilter.Not first = terms.stream()
                .filter(CatalogFilter.Not.class::isInstance)
                .map(CatalogFilter.Not.class::cast)
                .findFirst()
                .orElse(null);
        if (first == null) {
            return Optional.empty();
        }
        terms.remove(first);
        CatalogFilter kept = terms.isEmpty() ? null : new CatalogFilter.And(terms);
        CatalogFilter taken = kept == null ? first.term() : new CatalogFilter.And(List.of(first.term(), kept));
        return few(taken).or(() -> indexed(taken)).map(plan -> {
            CatalogTotal of = told(kept, questionsMax);
            return of.isAll()
                    ? new CatalogTotal(of.records() - number(plan.count()), true)
                    : asked(filter, questionsMax);
        });
    }

    /** By indexes that tell everything, however many rows they have. */
    private Optional<Plan> indexed(CatalogFilter filter) {
        List<CatalogFilter> terms = filter.conjuncts();
        boolean isWhole = filter instanceof Leaf
                || (filter instanceof CatalogFilter.Or or
                        && or.terms().size() <= BROAD_UNION_MAX
                        && or.terms().stream().allMatch(Leaf.class::isInstance));
        Optional<Plan> whole = isWhole ? driven(filter, probes.getLast()) : Optional.empty();
        Optional<Plan> plan = whole.or(() -> inOrder(filter).filter(Plan::isAlone));
        if (plan.isPresent()) {
            return plan;
        }
        CatalogSource all = CatalogSource.all(filter.columns());
        boolean isQuick = all.isIndexed()
                && all.read().containsAll(filter.columns())
                && filter.questions() <= QUICK_QUESTIONS_MAX;
        return isQuick ? Optional.of(new Plan(all, terms)) : Optional.empty();
    }

    /** One row after the other, from the newest on. */
    private CatalogTotal asked(CatalogFilter filter, long questionsMax) {
        Plan plan = inOrder(filter).orElseGet(() -> new Plan(CatalogSource.NEWEST, filter.conjuncts()));
        CatalogSource source = plan.source();
        CatalogSource counted = source.isIndexed() ? source : CatalogSource.all(Set.of());
        SqlPart after = counted.after(questionsMax / (filter.questions() + 1));
        Optional<Long> last = session.one(
                after.sql(), row -> row.getLong(1), after.parameters().toArray());
        return last.isEmpty()
                ? exactly(plan.count())
                : new CatalogTotal(number(source.newerThan(last.get()).count(plan.rest())), false);
    }

    private CatalogTotal exactly(SqlPart count) {
        return new CatalogTotal(number(count), true);
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
        Stream<Plan> single = terms.stream()
                .flatMap(term -> source(term, bound).map(source -> new Plan(source, without(terms, term))).stream());
        Stream<Plan> pairs = pairs(terms).map(plan -> new Plan(counted(plan.source(), bound), plan.rest()));
        return Stream.concat(pairs, single)
                .min(Comparator.comparingLong(plan -> plan.source().rows()));
    }

    /** By the index of tags with their countries, where one of each is asked for. */
    private static Stream<Plan> pairs(List<CatalogFilter> terms) {
        return one(terms, CatalogColumn.COUNTRY)
                .limit(1)
                .flatMap(country -> one(terms, CatalogColumn.TAG)
                        .map(tag ->
                                new Plan(CatalogSource.ofPair(tag, country), without(without(terms, tag), country))));
    }

    private static Stream<CatalogFilter.Texts> one(List<CatalogFilter> terms, CatalogColumn column) {
        return terms.stream()
                .filter(CatalogFilter.Texts.class::isInstance)
                .map(CatalogFilter.Texts.class::cast)
                .filter(term -> term.column() == column && term.texts().size() == 1);
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
        return counted(CatalogSource.of(leaf), bound);
    }

    private CatalogSource counted(CatalogSource source, int bound) {
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
        Stream<Plan> single = terms.stream()
                .filter(Leaf.class::isInstance)
                .map(Leaf.class::cast)
                .filter(CatalogSource::isDriven)
                .map(leaf -> new Plan(CatalogSource.of(leaf), without(terms, leaf)))
                .filter(plan -> plan.source().isInOrder());
        return Stream.concat(pairs(terms), single)
                .min(Comparator.comparing(Plan::isAlone, Comparator.reverseOrder())
                        .thenComparing(Plan::isEnough, Comparator.reverseOrder())
                        .thenComparingInt(plan -> plan.rest().size()));
    }

    private static List<CatalogFilter> without(List<CatalogFilter> terms, CatalogFilter term) {
        return terms.stream().filter(other -> !other.equals(term)).toList();
    }

    private long number(SqlPart statement) {
        return session.one(
                        statement.sql(),
                        row -> row.getLong(1),
                        statement.parameters().toArray())
                .orElseThrow();
    }
}
