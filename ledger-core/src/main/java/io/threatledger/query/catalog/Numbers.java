package io.threatledger.query.catalog;

import io.threatledger.query.language.Operator;
import io.threatledger.store.CatalogColumn;
import io.threatledger.store.CatalogFilter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Numbers as a catalog has them: whole, so that what is asked for between two of them is rounded to one. */
final class Numbers {
    private static final int MILLIS_DECIMALS = 3;

    private Numbers() {}

    /** A column of seconds held against milliseconds since the epoch. */
    static CatalogFilter millis(CatalogColumn column, Operator operator, long millis) {
        return amount(column, operator, BigDecimal.valueOf(millis, MILLIS_DECIMALS));
    }

    static CatalogFilter amount(CatalogColumn column, Operator operator, BigDecimal number) {
        long floor = number.setScale(0, RoundingMode.FLOOR).longValueExact();
        long ceiling = number.setScale(0, RoundingMode.CEILING).longValueExact();
        return switch (operator) {
            case GREATER -> new CatalogFilter.Between(column, floor + 1, Long.MAX_VALUE);
            case AT_LEAST -> new CatalogFilter.Between(column, ceiling, Long.MAX_VALUE);
            case LESS -> new CatalogFilter.Between(column, Long.MIN_VALUE, ceiling - 1);
            case AT_MOST -> new CatalogFilter.Between(column, Long.MIN_VALUE, floor);
            case EQUAL ->
                floor == ceiling
                        ? new CatalogFilter.Numbers(column, List.of(floor))
                        : new CatalogFilter.Between(column, ceiling, floor);
            case NOT_EQUAL, CONTAINS -> throw new IllegalArgumentException(operator + " is not an order");
        };
    }

    /** The older, the less: what is asked of an age, asked of the time. */
    static Operator mirrored(Operator operator) {
        return switch (operator) {
            case GREATER -> Operator.LESS;
            case AT_LEAST -> Operator.AT_MOST;
            case LESS -> Operator.GREATER;
            case AT_MOST -> Operator.AT_LEAST;
            case EQUAL, NOT_EQUAL, CONTAINS -> operator;
        };
    }
}
