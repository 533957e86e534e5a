package io.threatledger.store;

import io.threatledger.store.CatalogColumn.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a search walks: rows {@code t}, each of a listed record.
 *
 * @param where which of them
 * @param own columns of a record that the rows have themselves
 * @param read those of them that are read along the way; the others cost a visit to the record
 * @param isInOrder whether the rows of the index lie in the order of {@code idx}, so that a walk may stop early
 * @param isRepeating whether a record may be there more than once
 * @param rows how many there are, as far as they were counted
 */
record CatalogSource(
        SqlPart from,
        List<SqlPart> where,
        Set<CatalogColumn> own,
        Set<CatalogColumn> read,
        boolean isInOrder,
        boolean isRepeating,
        long rows) {
    private static final SqlPart LISTED = SqlPart.of("t.listed = 1");
    private static final Set<CatalogColumn> OF_RECORDS = Arrays.stream(CatalogColumn.values())
            .filter(column -> column.table() == Table.RECORDS)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<CatalogColumn> WIDE =
            OF_RECORDS.stream().filter(CatalogColumn::isWide).collect(Collectors.toUnmodifiableSet());

    /** Every listed record, newest first. */
    static final CatalogSource NEWEST = records(SqlPart.of("records t NOT INDEXED"), List.of(), OF_RECORDS, true);

    /** Whether an index finds what the leaf is about. */
    static boolean isDriven(CatalogFilter.Leaf leaf) {
        return leaf.column().isIndexed()
                && switch (leaf) {
                    case CatalogFilter.Contains contains -> false;
                    case CatalogFilter.Like like ->
                        !like.pattern().startsWith("*") && like.column() != CatalogColumn.ASN;
                    default -> true;
                };
    }

    /** What the leaf is about, by its index. */
    static CatalogSource of(CatalogFilter.Leaf leaf) {
        CatalogColumn column = leaf.column();
        SqlPart from = SqlPart.of(column.table().sql() + " t INDEXED BY " + column.index());
        SqlPart where = CatalogConditions.holds(leaf, "t." + column.sql());
        boolean isOne = isOneValue(leaf);
        return column.table() == Table.RECORDS
                ? records(from, List.of(where), column == CatalogColumn.COUNTRY ? WIDE : Set.of(column), isOne)
                : new CatalogSource(
                        from,
                        List.of(where),
                        column.table() == Table.TAGS ? WIDE : Set.of(),
                        column.table() == Table.TAGS ? WIDE : Set.of(),
                        isOne,
                        !isOne,
                        Long.MAX_VALUE);
    }

    /** What both are about, a tag and a country, by the index that has the two. */
    static CatalogSource ofPair(CatalogFilter.Texts tag, CatalogFilter.Texts country) {
        return new CatalogSource(
                SqlPart.of("tags t INDEXED BY tags_by_country"),
                List.of(CatalogConditions.holds(tag, "t.tag"), CatalogConditions.holds(country, "t.country")),
                WIDE,
                Set.of(),
                true,
                false,
                Long.MAX_VALUE);
    }

    /** Each record that one of the statements selects, once. */
    static CatalogSource union(List<SqlPart> selects, long rows) {
        SqlPart all = SqlPart.join(" UNION ", selects);
        return new CatalogSource(
                SqlPart.concat(SqlPart.of("("), all, SqlPart.of(") t")),
                List.of(),
                Set.of(),
                Set.of(),
                false,
                false,
                rows);
    }

    /** Every listed record in any order, by the smallest index that has these columns. */
    static CatalogSource all(Set<CatalogColumn> columns) {
        List<CatalogColumn> needed =
                columns.stream().filter(OF_RECORDS::contains).toList();
        if (needed.isEmpty()) {
            return records(SqlPart.of("records t INDEXED BY records_listed"), List.of(), Set.of(), true);
        }
        if (needed.size() == 1 && needed.getFirst().hasIndexOfListed()) {
            String index = needed.getFirst().index();
            return records(SqlPart.of("records t INDEXED BY " + index), List.of(), Set.copyOf(needed), false);
        }
        return WIDE.containsAll(needed)
                ? records(SqlPart.of("records t INDEXED BY " + CatalogColumn.COUNTRY.index()), List.of(), WIDE, false)
                : NEWEST;
    }

    /** Whether it is an index rather than the records themselves. */
    boolean isIndexed() {
        return !equals(NEWEST);
    }

    CatalogSource counted(long rows) {
        return new CatalogSource(from, where, own, read, isInOrder, isRepeating, rows);
    }

    /** How many rows there are, up to a bound. */
    SqlPart probe(int rowsMax) {
        return SqlPart.concat(SqlPart.of("SELECT count(*) FROM (SELECT 1 FROM "), from, conditions(where))
                .then(" LIMIT ?)", (long) rowsMax);
    }

    /** The row after the newest so many, for what is in order. */
    SqlPart after(long rows) {
        return SqlPart.concat(SqlPart.of("SELECT t.idx FROM "), from, conditions(where))
                .then(" ORDER BY t.idx DESC LIMIT 1 OFFSET ?", rows);
    }

    /** Of its rows the ones with a newer entry. */
    CatalogSource newerThan(long index) {
        List<SqlPart> more = Stream.concat(where.stream(), Stream.of(SqlPart.of("t.idx > ?", index)))
                .toList();
        return new CatalogSource(from, more, own, read, isInOrder, isRepeating, rows);
    }

    /** The indexes of records for which all of that holds. */
    SqlPart select(List<CatalogFilter> rest) {
        return SqlPart.concat(SqlPart.of("SELECT " + (isRepeating ? "DISTINCT " : "") + "t.idx FROM "), rows(rest));
    }

    /** How many records all of that holds for. */
    SqlPart count(List<CatalogFilter> rest) {
        String what = isRepeating ? "DISTINCT t.idx" : "*";
        return SqlPart.concat(SqlPart.of("SELECT count(" + what + ") FROM "), rows(rest));
    }

    /** Whether these can be told without a visit to the record. */
    boolean isEnoughFor(List<CatalogFilter> rest) {
        return new CatalogConditions(own).areEnough(CatalogFilter.columns(rest));
    }

    private SqlPart rows(List<CatalogFilter> rest) {
        SqlPart record = SqlPart.of(isEnoughFor(rest) ? "" : " CROSS JOIN records r ON r.idx = t.idx");
        CatalogConditions conditions = new CatalogConditions(own);
        List<SqlPart> more = rest.stream().map(conditions::of).toList();
        List<SqlPart> all = Stream.concat(where.stream(), more.stream()).toList();
        return SqlPart.concat(from, record, conditions(all));
    }

    private static SqlPart conditions(List<SqlPart> all) {
        return all.isEmpty() ? SqlPart.of("") : SqlPart.concat(SqlPart.of(" WHERE "), SqlPart.tree("AND", all));
    }

    private static CatalogSource records(
            SqlPart from, List<SqlPart> where, Set<CatalogColumn> read, boolean isInOrder) {
        List<SqlPart> listed = Stream.concat(Stream.of(LISTED), where.stream()).toList();
        return new CatalogSource(from, listed, OF_RECORDS, read, isInOrder, false, Long.MAX_VALUE);
    }

    private static boolean isOneValue(CatalogFilter.Leaf leaf) {
        return switch (leaf) {
            case CatalogFilter.Texts one -> one.texts().size() == 1;
            case CatalogFilter.Numbers one -> one.numbers().size() == 1;
            default -> false;
        };
    }
}
