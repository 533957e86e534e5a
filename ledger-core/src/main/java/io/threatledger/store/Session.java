package io.threatledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;

/**
 * One connection in the hands of one thread, with the statements it used last kept prepared.
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

    /**
     * Texts of the statements that are kept, together, in UTF-16 units: queries of readers shape statements, and
     * there is no end of those. A statement takes memory as its text is long.
     */
    static final int KEPT_CHARACTERS_MAX = 100_000;

    private final Connection connection;
    /** By their texts, the one that was used longest ago first. */
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(64, 0.75f, true);

    private int keptCharacters;
    private int results; // that are being read: one may be read while another is

    Session(Connection connection) {
        this.connection = connection;
    }

    /** The first row, or nothing. */
    public <T> Optional<T> one(String sql, Row<T> row, @Nullable Object... parameters) {
        return read(sql, rows -> rows.next() ? Optional.of(row.read(rows)) : Optional.empty(), parameters);
    }

    /** Every row, in the order of the query. The query bounds how many there are. */
    public <T> List<T> all(String sql, Row<T> row, @Nullable Object... parameters) {
        List<T> found = new ArrayList<>();
        each(sql, rows -> found.add(row.read(rows)), parameters);
        return found;
    }

    /** Hands over every row as it is read: for results that need not fit in memory. */
    public void each(String sql, Each each, @Nullable Object... parameters) {
        read(
                sql,
                rows -> {
                    while (rows.next()) {
                        each.take(rows);
                    }
                    return Optional.empty();
                },
                parameters);
    }

    private <T> T read(String sql, Row<T> result, @Nullable Object... parameters) {
        try {
            PreparedStatement statement = bind(sql, parameters);
            results++;
            try (ResultSet rows = statement.executeQuery()) {
                return result.read(rows);
            } finally {
                results--;
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
        try {
            forget(sql);
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

    /**
     * Runs reads that end within that time, all of them together: the one that is under way then fails, and what it
     * throws is overdue. The connection and its transaction stay as they are.
     */
    <T> T within(Duration atMost, Function<Session, T> work) {
        limit(new ReadLimit(atMost));
        try {
            return work.apply(this);
        } finally {
            limit(null);
        }
    }

    private void limit(@Nullable ReadLimit limit) {
        try {
            if (limit == null) {
                ProgressHandler.clearHandler(connection);
            } else {
                ProgressHandler.setHandler(connection, ReadLimit.STEPS, limit);
            }
        } catch (SQLException e) {
            throw new StorageException("cannot limit the time of a read", e);
        }
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
            makeRoom(sql.length());
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
            keptCharacters += sql.length();
        }
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** While a result is read, its statement may be the one used longest ago: none is closed until all are read. */
    private void makeRoom(int characters) throws SQLException {
        while (results == 0 && !prepared.isEmpty() && keptCharacters + characters > KEPT_CHARACTERS_MAX) {
            forget(prepared.keySet().iterator().next());
        }
    }

    private void forget(String sql) throws SQLException {
        PreparedStatement statement = prepared.remove(sql);
        if (statement != null) {
            keptCharacters -= sql.length();
            statement.close();
        }
    }

    /** For tests. */
    List<String> kept() {
        return List.copyOf(prepared.keySet());
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
