package io.threatledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.threatledger.store.LedgerTable;
import io.threatledger.store.RawRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * One bit, or one null, in any column of any table, and fsck names table and row. Tables and columns are read from the
 * file itself, so that one that comes later is flipped too.
 */
class ColumnFlipsTest {
    private static final int ROWS_OF_EACH_KIND = 2;
    private static final int TRIES = 16;

    @TempDir
    static Path folder;

    private static RichLedger rich;
    private static Path loose;
    private static List<RawLedger.Made> schema;

    /** A column of a table whose key is {@code key}. */
    private record Column(String table, List<String> key, String name, String type) {
        boolean isKey() {
            return key.contains(name);
        }

        String where() {
            return key.stream().map(k -> k + " IS ?").collect(Collectors.joining(" AND "));
        }
    }

    @BeforeAll
    static void make() throws Exception {
        rich = RichLedger.make(folder);
        loose = folder.resolve("loose.db");
        try (RawLedger raw = RawLedger.copy(rich.file(), loose)) {
            schema = raw.schema();
            raw.loosen();
        }
    }

    @Test
    void putBackTogetherWithoutAFlipItIsClean() throws Exception {
        try (RawLedger raw = RawLedger.copy(loose, folder.resolve("copy.db"))) {
            raw.putBack(schema);
        }
        assertThat(fsck().damages()).isEmpty();
    }

    @Test
    void everyTableOfTheFileIsKnownWithItsColumns() throws Exception {
        try (RawLedger raw = new RawLedger(loose)) {
            List<String> found = new ArrayList<>();
            for (Column column : columns(raw)) {
                found.add(column.table() + "." + column.name());
            }
            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(LedgerTable.values())
                            .flatMap(t -> t.columns().stream().map(c -> t.word() + "." + c))
                            .toList());
        }
    }

    @TestFactory
    Stream<DynamicTest> aBitFlippedInAnyColumnIsFoundAndItsRowNamed() throws Exception {
        List<Column> columns;
        try (RawLedger raw = new RawLedger(loose)) {
            columns = columns(raw);
        }
        assertThat(columns).hasSizeGreaterThan(70);
        return columns.stream()
                .map(column -> DynamicTest.dynamicTest(column.table() + "." + column.name(), () -> flipIn(column)));
    }

    private static void flipIn(Column column) throws Exception {
        Random random = new Random(column.toString().hashCode());
        List<List<@Nullable Object>> keys = rowsToFlip(column);
        assertThat(keys).as("rows of %s", column.table()).isNotEmpty();
        for (List<@Nullable Object> key : keys) {
            check(column, key, value -> bitFlipped(value, random));
            check(column, key, value -> value == null ? something(column.type()) : null);
        }
    }

    /** What a value becomes. */
    private interface Flip {
        @Nullable
        Object of(@Nullable Object value);
    }

    private static void check(Column column, List<@Nullable Object> key, Flip flip) throws Exception {
        String what = column.table() + " " + key + " " + column.name();
        try (RawLedger raw = RawLedger.copy(loose, folder.resolve("copy.db"))) {
            Object before = value(raw, column, key);
            Object after = null;
            boolean isPut = false;
            for (int i = 0; i < TRIES && !isPut; i++) {
                after = flip.of(before);
                isPut = !Objects.deepEquals(before, after) && put(raw, column, key, after);
            }
            if (!isPut || mayBeEither(raw, column, key, before, after)) {
                return;
            }
            what += ": " + RawRow.shown(before) + " -> " + RawRow.shown(after);
            raw.putBack(schema);
        }
        String row = key.stream().map(RawRow::shown).collect(Collectors.joining(" "));
        assertThat(fsck().damages())
                .as(what)
                .anyMatch(found -> found.table().equals(column.table())
                        && (column.isKey() || found.row().equals(row)));
    }

    /** False where SQLite itself refuses: a key that is there already, or is null. */
    private static boolean put(RawLedger raw, Column column, List<@Nullable Object> key, @Nullable Object value) {
        List<@Nullable Object> parameters = new ArrayList<>();
        String cast = value instanceof byte[] && column.type().equals("TEXT") ? "CAST(? AS TEXT)" : "?";
        parameters.add(value);
        parameters.addAll(key);
        try {
            return raw.run(
                            "UPDATE " + column.table() + " SET " + column.name() + " = " + cast + " WHERE "
                                    + column.where(),
                            parameters.toArray())
                    == 1;
        } catch (SQLException e) {
            assertThat(e.getMessage()).containsAnyOf("constraint", "MISMATCH");
            return false;
        }
    }

    /** A threat that expired and that no entry ended is live or not: nobody is told anything else for it. */
    private static boolean mayBeEither(
            RawLedger raw, Column column, List<@Nullable Object> key, @Nullable Object before, @Nullable Object after)
            throws SQLException {
        return column.name().equals("live")
                && (before == null || after == null)
                && !raw.all(
                                "SELECT 1 FROM threats WHERE idx = ? AND revoked_idx IS NULL AND superseded_idx IS NULL"
                                        + " AND expires_at <= ?",
                                row -> 1,
                                key.getFirst(),
                                rich.clock().instant().getEpochSecond())
                        .isEmpty();
    }

    private static @Nullable Object bitFlipped(@Nullable Object value, Random random) {
        if (value instanceof Long number) {
            return number ^ 1L << random.nextInt(Long.SIZE - 1);
        }
        if (value instanceof byte[] bytes && bytes.length > 0) {
            byte[] flipped = bytes.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            return flipped;
        }
        return value == null ? null : new byte[] {0};
    }

    private static Object something(String type) {
        return switch (type) {
            case "INTEGER" -> 1L;
            case "TEXT" -> "x".getBytes(StandardCharsets.US_ASCII);
            default -> new byte[] {0};
        };
    }

    /** Texts as their bytes. */
    private static @Nullable Object value(RawLedger raw, Column column, List<@Nullable Object> key)
            throws SQLException {
        return raw.all(
                        "SELECT " + column.name() + ", typeof(" + column.name() + ") FROM " + column.table() + " WHERE "
                                + column.where(),
                        row -> java.util.Optional.ofNullable(
                                switch (String.valueOf(row.getString(2))) {
                                    case "null" -> null;
                                    case "integer" -> (Object) row.getLong(1);
                                    default -> row.getBytes(1);
                                }),
                        key.toArray())
                .getFirst()
                .orElse(null);
    }

    /** Keys of some rows where the column is null and of some where it is not, the first and the last among them. */
    private static List<List<@Nullable Object>> rowsToFlip(Column column) throws SQLException {
        List<List<@Nullable Object>> keys = new ArrayList<>();
        String select = "SELECT " + String.join(", ", column.key()) + " FROM " + column.table() + " WHERE "
                + column.name() + " IS %1$s NULL ORDER BY " + String.join(" %2$s, ", column.key()) + " %2$s LIMIT "
                + ROWS_OF_EACH_KIND;
        try (RawLedger raw = new RawLedger(loose)) {
            for (String not : List.of("", "NOT")) {
                for (String order : List.of("", "DESC")) {
                    keys.addAll(raw.all(select.formatted(not, order), row -> {
                        List<@Nullable Object> key = new ArrayList<>();
                        for (int i = 1; i <= column.key().size(); i++) {
                            Object part = row.getObject(i);
                            key.add(part instanceof Integer number ? Long.valueOf(number) : part);
                        }
                        return key;
                    }));
                }
            }
        }
        return keys.stream().distinct().toList();
    }

    private static List<Column> columns(RawLedger raw) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (String table : raw.all("SELECT name FROM sqlite_master WHERE type = 'table'", row -> row.getString(1))) {
            List<String> key = raw.all(
                    "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", r -> r.getString(1), table);
            columns.addAll(raw.all(
                    "SELECT name, type FROM pragma_table_info(?)",
                    row -> new Column(table, key, String.valueOf(row.getString(1)), String.valueOf(row.getString(2))),
                    table));
        }
        return columns;
    }

    private static FsckReport fsck() {
        return Fsck.run(folder.resolve("copy.db"), RichLedger.KEYS, rich.clock(), FsckProgress.SILENT);
    }
}
