package io.threatledger.audit;

import java.util.List;
import java.util.function.Function;

/** How many cores a check may use for what can be computed row by row. */
enum CheckCores {
    /** Beside a node that has better to do. */
    ONE,
    /** Signatures are most of the work, and a page's are spread over what there is. */
    ALL;

    /** The results in the order of the rows. */
    <T, R> List<R> map(List<T> rows, Function<T, R> work) {
        return (this == ALL ? rows.parallelStream() : rows.stream()).map(work).toList();
    }
}
