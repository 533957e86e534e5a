package io.threatledger.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row as the file has it. Nothing is read into it: a value is a {@link Long}, a {@link String}, a {@code byte[]}, null,
 * or what should not be there at all, such as a fraction, or the bytes of a text that is no UTF-8.
 */
public final class RawRow {
    private static final int SHOWN_CHARACTERS_MAX = 60;
    private static final int SHOWN_BYTES_MAX = 16;

    private final LedgerTable table;
    private final @Nullable Object[] values;

    RawRow(LedgerTable table, @Nullable Object[] values) {
        this.table = table;
        this.values = values;
    }

    /** A row that should be there: a value for each column of the table, in its order. */
    public static RawRow wanted(LedgerTable table, @Nullable Object... values) {
        if (values.length != table.columns().size()) {
            throw new IllegalArgumentException(table.word() + " has columns " + table.columns());
        }
        return new RawRow(table, values.clone());
    }

    public LedgerTable table() {
        return table;
    }

    public RowKey key() {
        return table.key(values);
    }

    public @Nullable Object value(String column) {
        return values[table.place(column)];
    }

    /** The value when it is a whole number. */
    public @Nullable Long number(String column) {
        return value(column) instanceof Long number ? number : null;
    }

    /** The value when it is a text. */
    public @Nullable String text(String column) {
        return value(column) instanceof String text ? text : null;
    }

    /** The value when it is bytes: the array itself, to be read only. */
    public byte @Nullable [] bytes(String column) {
        return value(column) instanceof byte[] bytes ? bytes : null;
    }

    /** The first column in which this row is not the other one. */
    public Optional<String> differsFrom(RawRow wanted) {
        for (int i = 0; i < values.length; i++) {
            if (!Objects.deepEquals(values[i], wanted.values[i])) {
                return Optional.of(table.columns().get(i));
            }
        }
        return Optional.empty();
    }

    /** What {@code seal} has to be. */
    public byte[] wantedSeal() {
        return Seal.of(table, values);
    }

    /** Whether the row is what was written. */
    public boolean isAsSealed() {
        return Arrays.equals(bytes(LedgerTable.SEAL), wantedSeal());
    }

    /** A value for people, in one short line. */
    public static String shown(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            String hex = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES_MAX));
            return "x'" + hex + (bytes.length > SHOWN_BYTES_MAX ? "…' of " + bytes.length + " bytes" : "'");
        }
        String text = String.valueOf(value);
        return text.length() > SHOWN_CHARACTERS_MAX ? text.substring(0, SHOWN_CHARACTERS_MAX) + "…" : text;
    }

    @Nullable
    Object[] values() {
        return values;
    }

    /** The driver mends a text that is no UTF-8; damage must not look like a value, so that one is taken as bytes. */
    static @Nullable Object value(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof String text) {
            byte[] stored = row.getBytes(column);
            byte[] mended = text.getBytes(StandardCharsets.UTF_8);
            return Arrays.equals(stored, mended) ? text : stored;
        }
        return value;
    }
}
