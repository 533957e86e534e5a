package io.threatledger.store;

import java.util.Locale;

/** What a {@link CatalogFilter} asks about: a column of a record, or one of the lists that a record has beside it. */
public enum CatalogColumn {
    TARGET(Table.RECORDS, Index.OWN),
    ID(Table.RECORDS, Index.UNIQUE_ID),
    IP(Table.RECORDS, Index.OWN),
    ASN(Table.RECORDS, Index.OWN),
    ASN_NAME(Table.RECORDS, Index.OWN),
    COUNTRY(Table.RECORDS, Index.OWN),
    CONFIDENCE(Table.RECORDS, Index.OWN),
    ACTION(Table.RECORDS, Index.NONE),
    FLEET(Table.RECORDS, Index.NONE),
    FIRST_SEEN(Table.RECORDS, Index.OWN),
    LAST_SEEN(Table.RECORDS, Index.OWN),
    JA3(Table.RECORDS, Index.OF_FEW),
    JA4(Table.RECORDS, Index.OF_FEW),
    TAG(Table.TAGS, Index.PRIMARY_KEY),
    SENSOR(Table.SENSORS, Index.PRIMARY_KEY),
    PORT(Table.PORTS, Index.PRIMARY_KEY);

    /** Where it is. Each but the first has a row for each record and value, and an index {@code …_of_record}. */
    enum Table {
        RECORDS,
        TAGS,
        SENSORS,
        PORTS;

        String sql() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What finds rows by it. The constraints of a table have indexes whose names count them. */
    private enum Index {
        NONE,
        OWN,
        /** Without the records that have no value. */
        OF_FEW,
        UNIQUE_ID,
        PRIMARY_KEY
    }

    private final Table table;
    private final Index index;

    CatalogColumn(Table table, Index index) {
        this.table = table;
        this.index = index;
    }

    Table table() {
        return table;
    }

    String sql() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is an index by it. */
    boolean isIndexed() {
        return index != Index.NONE;
    }

    String index() {
        return switch (index) {
            case OWN, OF_FEW -> "records_by_" + sql();
            case PRIMARY_KEY -> "sqlite_autoindex_" + table.sql() + "_1";
            case UNIQUE_ID -> "sqlite_autoindex_" + table.sql() + "_2";
            case NONE -> throw new IllegalStateException(this + " has no index");
        };
    }

    /** Whether the index has every listed record and no other. */
    boolean hasIndexOfListed() {
        return index == Index.OWN;
    }

    /** Whether it is in the table of tags and in the index of countries, too. */
    boolean isWide() {
        return switch (this) {
            case COUNTRY, ASN, CONFIDENCE, ACTION, FLEET, FIRST_SEEN, LAST_SEEN -> true;
            default -> false;
        };
    }
}
