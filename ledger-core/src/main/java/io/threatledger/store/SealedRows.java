package io.threatledger.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one way in which a sealed row is written. Values come in the order of the table's columns, without the seal. */
final class SealedRows {
    private SealedRows() {}

    static void insert(Session session, LedgerTable table, @Nullable Object... values) {
        session.run(table.insert(), sealed(table, values));
    }

    /** Leaves a row of that key as it is. */
    static void insertIfAbsent(Session session, LedgerTable table, @Nullable Object... values) {
        session.run(table.insertIfAbsent(), sealed(table, values));
    }

    /** Takes the place of a row of that key. */
    static void put(Session session, LedgerTable table, @Nullable Object... values) {
        session.run(table.insertOrOverwrite(), sealed(table, values));
    }

    /**
     * Changes some columns of the rows that fulfil the condition; says how many. A row that is not what was sealed keeps
     * its seal: a change must not make damage look right.
     */
    static int change(
            Session session, LedgerTable table, Map<String, Object> to, String condition, Object... parameters) {
        List<RawRow> rows = table.where(session, condition, parameters);
        rows.forEach(row -> change(session, row, to));
        return rows.size();
    }

    /** A number for a new row whose key is one: the next, as SQLite would choose it. */
    static long nextKey(Session session, LedgerTable table) {
        return session.one(
                        "SELECT coalesce(max(" + table.key().getFirst() + "), 0) + 1 FROM " + table.word(),
                        row -> row.getLong(1))
                .orElseThrow();
    }

    private static void change(Session session, RawRow row, Map<String, Object> to) {
        LedgerTable table = row.table();
        @Nullable Object[] values = row.values().clone();
        to.forEach((column, value) -> values[table.place(column)] = value);
        if (row.isAsSealed()) {
            values[values.length - 1] = Seal.of(table, values);
        }
        List<String> changed =
                new ArrayList<>(table.columns().stream().filter(to::containsKey).toList());
        changed.add(LedgerTable.SEAL);
        List<@Nullable Object> parameters = new ArrayList<>();
        changed.forEach(column -> parameters.add(values[table.place(column)]));
        parameters.addAll(row.key().parts());
        session.run(
                "UPDATE " + table.word() + " SET " + equations(changed, ", ") + " WHERE "
                        + equations(table.key(), " AND "),
                parameters.toArray());
    }

    private static @Nullable Object[] sealed(LedgerTable table, @Nullable Object[] values) {
        if (values.length != table.columns().size() - 1 || !table.isSealed()) {
            throw new IllegalArgumentException(table.word() + " has columns " + table.columns());
        }
        @Nullable Object[] sealed = Arrays.copyOf(values, values.length + 1);
        sealed[values.length] = Seal.of(table, sealed);
        return sealed;
    }

    private static String equations(List<String> columns, String between) {
        return columns.stream().map(column -> column + " = ?").collect(Collectors.joining(between));
    }
}
