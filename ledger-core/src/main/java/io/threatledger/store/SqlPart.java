package io.threatledger.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of a statement with the parameters for its question marks, in their order.
 *
 * @param parameters a {@link Long}, a {@link String} or {@code byte[]} each
 */
record SqlPart(String sql, List<Object> parameters) {
    static SqlPart of(String sql, Object... parameters) {
        return new SqlPart(sql, Arrays.asList(parameters));
    }

    /** All of them, one after the other. */
    static SqlPart concat(SqlPart... parts) {
        return join("", Arrays.asList(parts));
    }

    static SqlPart join(String between, List<SqlPart> parts) {
        List<Object> parameters = new ArrayList<>();
        parts.forEach(part -> parameters.addAll(part.parameters));
        return new SqlPart(parts.stream().map(SqlPart::sql).collect(Collectors.joining(between)), parameters);
    }

    /** All of them with AND or OR between, as a tree: SQLite bounds how deep an expression is, not how long. */
    static SqlPart tree(String word, List<SqlPart> terms) {
        int half = terms.size() / 2;
        return half == 0
                ? terms.getFirst()
                : concat(
                        of("("),
                        tree(word, terms.subList(0, half)),
                        of(" " + word + " "),
                        tree(word, terms.subList(half, terms.size())),
                        of(")"));
    }

    /** {@code = ?} or {@code IN (?, …)}. */
    static SqlPart oneOf(String column, List<?> values) {
        String marks = values.stream().map(value -> "?").collect(Collectors.joining(", "));
        return new SqlPart(column + (values.size() == 1 ? " = " + marks : " IN (" + marks + ")"), List.copyOf(values));
    }

    SqlPart then(String sql, Object... parameters) {
        return concat(this, of(sql, parameters));
    }
}
