package io.threatledger.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says in SQL that a filter holds for a row. Values are parameters always.
 *
 * @param own columns of the row that drives, {@code t}; the others are columns of its record, {@code r}
 */
record CatalogConditions(Set<CatalogColumn> own) {
    private static final int CODE_POINT_MAX = 0x10ffff;

    SqlPart of(CatalogFilter filter) {
        return switch (filter) {
            case CatalogFilter.And and ->
                SqlPart.tree("AND", and.terms().stream().map(this::of).toList());
            case CatalogFilter.Or or ->
                SqlPart.tree("OR", or.terms().stream().map(this::of).toList());
            // a column without a value makes a condition neither true nor false
            case CatalogFilter.Not not -> SqlPart.concat(SqlPart.of("("), of(not.term()), SqlPart.of(") IS NOT TRUE"));
            case CatalogFilter.Leaf leaf -> leaf(leaf);
        };
    }

    /** Whether the filter can be told from the driving row alone. */
    boolean areEnough(Set<CatalogColumn> columns) {
        return columns.stream()
                .allMatch(column -> own.contains(column) || column.table() != CatalogColumn.Table.RECORDS);
    }

    private SqlPart leaf(CatalogFilter.Leaf leaf) {
        CatalogColumn column = leaf.column();
        if (column.table() == CatalogColumn.Table.RECORDS) {
            return holds(leaf, (own.contains(column) ? "t." : "r.") + column.sql());
        }
        String table = column.table().sql();
        return SqlPart.concat(
                SqlPart.of("EXISTS (SELECT 1 FROM " + table + " x INDEXED BY " + table
                        + "_of_record WHERE x.idx = t.idx AND "),
                holds(leaf, "x." + column.sql()),
                SqlPart.of(")"));
    }

    /** @param column as it is called in the statement */
    static SqlPart holds(CatalogFilter.Leaf leaf, String column) {
        return switch (leaf) {
            case CatalogFilter.Texts one -> SqlPart.oneOf(column, one.texts());
            case CatalogFilter.Numbers one -> SqlPart.oneOf(column, one.numbers());
            case CatalogFilter.Between between ->
                SqlPart.of(column + " BETWEEN ? AND ?", between.least(), between.most());
            case CatalogFilter.Inside inside ->
                SqlPart.of(
                        column + " BETWEEN ? AND ?",
                        inside.keys().lo(),
                        inside.keys().hi());
            case CatalogFilter.Contains contains ->
                SqlPart.of("instr(" + text(leaf, column) + ", ?) > 0", contains.part());
            case CatalogFilter.Like like -> like(like, column);
        };
    }

    private static SqlPart like(CatalogFilter.Like like, String column) {
        String pattern = like.pattern();
        if (pattern.equals("*")) {
            return SqlPart.of(column + " IS NOT NULL");
        }
        int star = pattern.indexOf('*');
        List<SqlPart> all = new ArrayList<>();
        if (star > 0 && like.column() != CatalogColumn.ASN) {
            all.add(beginsWith(column, pattern.substring(0, star)));
        }
        if (all.isEmpty() || star < pattern.length() - 1) {
            // the plus keeps the database from preparing the statement anew for each pattern, to see how it begins
            all.add(SqlPart.of("+" + text(like, column) + " GLOB ?", glob(pattern)));
        }
        return SqlPart.join(" AND ", all);
    }

    /** From the prefix up to the next text of its length: texts are in the order of their UTF-8, as code points are. */
    private static SqlPart beginsWith(String column, String prefix) {
        int last = prefix.codePointBefore(prefix.length());
        SqlPart from = SqlPart.of(column + " >= ?", prefix);
        if (last == CODE_POINT_MAX) {
            return from.then(" AND instr(" + column + ", ?) = 1", prefix);
        }
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        String before = prefix.substring(0, prefix.length() - Character.charCount(last));
        return from.then(" AND " + column + " < ?", before + Character.toString(next));
    }

    /** The pattern with only {@code *} meaning more than itself. */
    private static String glob(String pattern) {
        return pattern.replace("[", "[[]").replace("?", "[?]");
    }

    private static String text(CatalogFilter.Leaf leaf, String column) {
        return leaf.column() == CatalogColumn.ASN ? "('as' || " + column + ")" : column;
    }
}
