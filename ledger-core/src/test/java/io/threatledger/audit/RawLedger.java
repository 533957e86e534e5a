package io.threatledger.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's file in the hands of nobody: SQLite without our code. Triggers and constraints can be taken away, so that
 * any value can be put anywhere, and be put back.
 */
final class RawLedger implements AutoCloseable {
    private final Path file;
    private final Connection connection;

    RawLedger(Path file) throws SQLException {
        this.file = file;
        this.connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        run("PRAGMA synchronous = OFF");
        run("PRAGMA journal_mode = DELETE");
        run("PRAGMA ignore_check_constraints = ON");
        run("PRAGMA writable_schema = ON");
    }

    static RawLedger copy(Path from, Path to) throws SQLException, IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        return new RawLedger(to);
    }

    Path file() {
        return file;
    }

    /** What was made by which statement: everything that can be put back. */
    record Made(
            String type,
            String name,
            String table,
            long rootPage,
            @Nullable String sql) {}

    List<Made> schema() throws SQLException {
        return all(
                "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master",
                row -> new Made(
                        String.valueOf(row.getString(1)),
                        String.valueOf(row.getString(2)),
                        String.valueOf(row.getString(3)),
                        row.getLong(4),
                        row.getString(5)));
    }

    /** Takes triggers and NOT NULL away; in force when the file is opened the next time. */
    void loosen() throws SQLException {
        run("DELETE FROM sqlite_master WHERE type = 'trigger'");
        run("UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '') WHERE type = 'table'");
    }

    void putBack(List<Made> schema) throws SQLException {
        for (Made made : schema) {
            if (made.type().equals("trigger")) {
                run(
                        "INSERT INTO sqlite_master VALUES (?, ?, ?, 0, ?)",
                        made.type(),
                        made.name(),
                        made.table(),
                        made.sql());
            } else if (made.type().equals("table")) {
                run("UPDATE sqlite_master SET sql = ? WHERE name = ?", made.sql(), made.name());
            }
        }
    }

    int run(String sql, @Nullable Object... parameters) throws SQLException {
        if (parameters.length == 0) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return Math.max(0, statement.getUpdateCount());
            }
        }
        try (PreparedStatement statement = bound(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    <T> List<T> all(String sql, io.threatledger.store.Session.Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = bound(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row.read(rows));
            }
            return found;
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
