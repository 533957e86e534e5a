package io.threatledger.audit;

import io.threatledger.store.LedgerTable;
import io.threatledger.store.RawRow;
import io.threatledger.store.RowKey;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as everything else says it should be.
 *
 * @param table the table's name; {@code file} when it is no table's
 * @param row the row's key, as people read it
 * @param column the column; empty when it is the row as a whole
 * @param found what is there
 * @param wanted what should be
 */
public record Damage(String table, String row, String column, String found, String wanted) {
    static final String FILE = "file";
    private static final String MISSING = "missing";

    static Damage of(RawRow row, String column, String found, String wanted) {
        return new Damage(row.table().word(), row.key().toString(), column, found, wanted);
    }

    /** The value of the column, against what it should be. */
    static Damage ofValue(RawRow row, String column, String wanted) {
        return of(row, column, RawRow.shown(row.value(column)), wanted);
    }

    static Damage tooMany(RawRow row, String wanted) {
        return of(row, "", "a row", wanted);
    }

    static Damage missing(LedgerTable table, RowKey key, String wanted) {
        return new Damage(table.word(), key.toString(), "", MISSING, wanted);
    }

    /** The first column in which the row is not the wanted one; null when there is none. */
    static @Nullable Damage between(RawRow row, RawRow wanted) {
        return row.differsFrom(wanted)
                .map(column -> ofValue(row, column, RawRow.shown(wanted.value(column))))
                .orElse(null);
    }

    /** One line: {@code threats row 17, column expires_at: 5 (wanted: 7)}. */
    public String text() {
        return table + (row.isEmpty() ? "" : " row " + row) + (column.isEmpty() ? "" : ", column " + column) + ": "
                + found + " (wanted: " + wanted + ")";
    }
}
