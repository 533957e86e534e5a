package io.threatledger.query.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A query, or a part of one, as a tree. Immutable. */
public sealed interface Expression permits Expression.And, Expression.Or, Expression.Not, Predicate {
    /** All of them hold. An {@code And} among the terms is taken for its own terms. */
    record And(List<Expression> terms) implements Expression {
        public And {
            List<Expression> flat = new ArrayList<>();
            terms.forEach(term -> flat.addAll(term instanceof And and ? and.terms : List.of(term)));
            terms = atLeastTwo(flat);
        }
    }

    /** One of them holds. An {@code Or} among the terms is taken for its own terms. */
    record Or(List<Expression> terms) implements Expression {
        public Or {
            List<Expression> flat = new ArrayList<>();
            terms.forEach(term -> flat.addAll(term instanceof Or or ? or.terms : List.of(term)));
            terms = atLeastTwo(flat);
        }
    }

    /** It does not hold. */
    record Not(Expression term) implements Expression {}

    /** Every predicate, in the order in which a query has them. */
    default List<Predicate> predicates() {
        List<Predicate> all = new ArrayList<>();
        collect(this, all);
        return List.copyOf(all);
    }

    /** The first predicate that asks about one of these fields: where to point when its reader may not see them. */
    default Optional<Predicate> first(Set<Field> fields) {
        return predicates().stream()
                .filter(predicate -> fields.contains(predicate.field()))
                .findFirst();
    }

    private static void collect(Expression expression, List<Predicate> all) {
        switch (expression) {
            case And and -> and.terms.forEach(term -> collect(term, all));
            case Or or -> or.terms.forEach(term -> collect(term, all));
            case Not not -> collect(not.term, all);
            case Predicate predicate -> all.add(predicate);
        }
    }

    private static List<Expression> atLeastTwo(List<Expression> terms) {
        if (terms.size() < 2) {
            throw new IllegalArgumentException("terms: " + terms.size() + " (wanted: 2 or more)");
        }
        return List.copyOf(terms);
    }
}
