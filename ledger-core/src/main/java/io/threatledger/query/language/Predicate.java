package io.threatledger.query.language;

import java.util.List;
import java.util.Objects;

/**
 * A field held against values. Of several values any will do; for {@code !=} none may.
 *
 * @param position offset of its field in the text it was read from. Where it stands is no part of what it says: two
 *     predicates that differ in nothing else are equal
 */
public record Predicate(Field field, Operator operator, List<Value> values, int position) implements Expression {
    public Predicate {
        values = List.copyOf(values);
        if (!field.takes(operator)) {
            throw new IllegalArgumentException(field.word() + " does not take " + operator.sign());
        }
        boolean one = operator.isOrder() || field.kind() == Field.Kind.AGE;
        if (values.isEmpty() || (one && values.size() > 1)) {
            throw new IllegalArgumentException(field.word() + ": " + values.size() + " values");
        }
        for (Value value : values) {
            if (!Values.fits(field, operator, value)) {
                throw new IllegalArgumentException(field.word() + operator.sign() + " does not take " + value);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Predicate that
                && field == that.field
                && operator == that.operator
                && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(field, operator, values);
    }
}
