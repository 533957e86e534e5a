package io.threatledger.store;

import io.threatledger.entry.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which listed records of a catalog are wanted. Texts are folded to small letters, as those of a catalog are. A column
 * without a value is in no leaf; a list is, when one of its values is.
 */
public sealed interface CatalogFilter {
    int QUESTIONS_OF_A_SEARCH = 4;

    /** All of them hold. */
    record And(List<CatalogFilter> terms) implements CatalogFilter {
        public And {
            terms = atLeastOne(terms);
        }
    }

    /** One of them holds. */
    record Or(List<CatalogFilter> terms) implements CatalogFilter {
        public Or {
            terms = atLeastOne(terms);
        }
    }

    /** It does not hold. */
    record Not(CatalogFilter term) implements CatalogFilter {}

    /** About one column. */
    sealed interface Leaf extends CatalogFilter {
        CatalogColumn column();
    }

    /** It is one of these texts. */
    record Texts(CatalogColumn column, List<String> texts) implements Leaf {
        public Texts {
            texts = atLeastOne(texts);
        }
    }

    /** It is one of these numbers. */
    record Numbers(CatalogColumn column, List<Long> numbers) implements Leaf {
        public Numbers {
            numbers = atLeastOne(numbers);
        }
    }

    /** It is a number from {@code least} to {@code most}, both included; none is when there are none between. */
    record Between(CatalogColumn column, long least, long most) implements Leaf {}

    /** It is like the pattern from its beginning to its end, where each {@code *} stands for any characters or none. */
    record Like(CatalogColumn column, String pattern) implements Leaf {}

    /** It has that text in it. */
    record Contains(CatalogColumn column, String part) implements Leaf {}

    /** The target's key is in the range. */
    record Inside(KeyRange keys) implements Leaf {
        @Override
        public CatalogColumn column() {
            return CatalogColumn.TARGET;
        }
    }

    /** The same with {@link Not} before leaves only: what is left without one can be looked up. */
    default CatalogFilter normal() {
        return normal(this, false);
    }

    /** The terms that all have to hold. */
    default List<CatalogFilter> conjuncts() {
        return this instanceof And and
                ? and.terms.stream().flatMap(term -> term.conjuncts().stream()).toList()
                : List.of(this);
    }

    /** The columns it asks about. */
    default Set<CatalogColumn> columns() {
        return switch (this) {
            case And and -> columns(and.terms);
            case Or or -> columns(or.terms);
            case Not not -> not.term.columns();
            case Leaf leaf -> Set.of(leaf.column());
        };
    }

    /** The columns that these ask about. */
    static Set<CatalogColumn> columns(List<CatalogFilter> filters) {
        return filters.stream().flatMap(filter -> filter.columns().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** What it takes to ask one row, in questions about a column of it; one about a list is a search. */
    default long questions() {
        return switch (this) {
            case And and ->
                and.terms.stream().mapToLong(CatalogFilter::questions).sum();
            case Or or -> or.terms.stream().mapToLong(CatalogFilter::questions).sum();
            case Not not -> not.term.questions();
            case Leaf leaf -> leaf.column().table() == CatalogColumn.Table.RECORDS ? 1 : QUESTIONS_OF_A_SEARCH;
        };
    }

    private static CatalogFilter normal(CatalogFilter filter, boolean opposite) {
        return switch (filter) {
            case And and -> opposite ? new Or(normal(and.terms, true)) : new And(normal(and.terms, false));
            case Or or -> opposite ? new And(normal(or.terms, true)) : new Or(normal(or.terms, false));
            case Not not -> normal(not.term, !opposite);
            case Leaf leaf -> opposite ? new Not(leaf) : leaf;
        };
    }

    private static List<CatalogFilter> normal(List<CatalogFilter> terms, boolean opposite) {
        List<CatalogFilter> normal = new ArrayList<>();
        terms.forEach(term -> normal.add(normal(term, opposite)));
        return normal;
    }

    private static <T> List<T> atLeastOne(List<T> of) {
        if (of.isEmpty()) {
            throw new IllegalArgumentException("nothing to choose from (wanted: 1 or more)");
        }
        return List.copyOf(of);
    }
}
