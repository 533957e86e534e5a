package io.threatledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection in the hands of one thread, with its statements kept prepared.
 *
 * <p>Parameters may be {@link String}, {@link Long}, {@link Integer}, {@code byte[]} or null. Results are mapped row by
 * row while the statement is open; nothing of a {@link ResultSet} outlives the call.
 */
public final class Session implements AutoCloseable {
    /** Maps one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes one row and keeps nothing of it. */
    @FunctionalInterface
    public interface Each {
        void take(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /** The first row, or nothing. */
    public <T> Optional<T> one(String sql, Row<T> row, @Nullable Object... parameters) {
        try {
            PreparedStatement statement = bind(sql, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw failed(sql, "cannot read", e);
        }
    }

    /** Every row, in the order of the query. The query bounds how many there are. */
    public <T> List<T> all(String sql, Row<T> row, @Nullable Object... parameters) {
        try {
            PreparedStatement statement = bind(sql, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(row.read(rows));
                }
                return found;
            }
        } catch (SQLException e) {
            throw failed(sql, "cannot read", e);
        }
    }

    /** Hands over every row as it is read: for results that need not fit in memory. */
    public void each(String sql, Each each, @Nullable Object... parameters) {
        try {
            PreparedStatement statement = bind(sql, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.take(rows);
                }
            }
        } catch (SQLException e) {
            throw failed(sql, "cannot read", e);
        }
    }

    /** Runs one INSERT, UPDATE or DELETE and says how many rows it touched. */
    public int run(String sql, @Nullable Object... parameters) {
        try {
            return bind(sql, parameters).executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, "cannot write", e);
        }
    }

    /** The driver closes a statement that met a full or failing disk and keeps it closed: it is prepared anew. */
    private StorageException failed(String sql, String what, SQLException cause) {
        PreparedStatement statement = prepared.remove(sql);
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        return new StorageException(what, cause);
    }

    /** Runs reads that see one state: all of them as of the first. */
    <T> T snapshot(Function<Session, T> work) {
        run("BEGIN");
        T result;
        try {
            result = work.apply(this);
        } catch (RuntimeException e) {
            try {
                run("ROLLBACK");
            } catch (StorageException ended) {
                e.addSuppressed(ended); // some failures end the transaction by themselves
            }
            throw e;
        }
        run("ROLLBACK");
        return result;
    }

    /** Runs a script of several statements; for schemas and pragmas. */
    void script(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private PreparedStatement bind(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** Closes the connection, and with it every statement and whatever transaction is open. */
    @Override
    public void close() {
        prepared.clear();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StorageException("cannot close", e);
        }
    }
}
