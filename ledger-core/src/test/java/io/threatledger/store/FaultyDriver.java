package io.threatledger.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sqlite.jdbc4.JDBC4Connection;

/** SQLite's driver for files that {@link Faults} watches: its own connections, whose statements fail when told to. */
final class FaultyDriver implements Driver {
    private static final String PREFIX = "jdbc:sqlite:";
    private static final Map<Path, Faults> WATCHED = new ConcurrentHashMap<>();

    static {
        try {
            // The driver that was registered first is asked first.
            Driver sqlite = DriverManager.getDriver(PREFIX);
            DriverManager.deregisterDriver(sqlite);
            DriverManager.registerDriver(new FaultyDriver());
            DriverManager.registerDriver(sqlite);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void watch(Path file, Faults faults) {
        WATCHED.put(file, faults);
    }

    static void forget(Path file) {
        WATCHED.remove(file);
    }

    private static Optional<Faults> faults(String url) {
        return url.startsWith(PREFIX)
                ? Optional.ofNullable(
                        WATCHED.get(Path.of(url.substring(PREFIX.length()).replaceFirst("\\?.*", ""))))
                : Optional.empty();
    }

    @Override
    public boolean acceptsURL(String url) {
        return faults(url).isPresent();
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        Optional<Faults> faults = faults(url);
        return faults.isEmpty() ? null : new Watched(url, info, faults.get());
    }

    /** A connection of SQLite's own, in the hands of one thread at a time. */
    private static final class Watched extends JDBC4Connection {
        private final Faults faults;
        private final List<String> transaction = new ArrayList<>();

        Watched(String url, Properties info, Faults faults) throws SQLException {
            super(url, url.substring(PREFIX.length()), info);
            this.faults = faults;
        }

        @Override
        public PreparedStatement prepareStatement(String sql) throws SQLException {
            PreparedStatement real = super.prepareStatement(sql);
            return (PreparedStatement) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, args) -> {
                        boolean runs = method.getName().equals("executeUpdate")
                                || method.getName().equals("executeQuery");
                        return runs ? run(sql, real, method) : call(real, method, args);
                    });
        }

        private @Nullable Object run(String sql, PreparedStatement real, Method method) throws Throwable {
            if (sql.startsWith("BEGIN")) {
                transaction.clear();
            }
            Optional<Faults.Kind> fault = faults.strike(sql, transaction);
            transaction.add(sql);
            if (fault.isEmpty()) {
                return call(real, method, null);
            }
            switch (fault.get()) {
                case NOT_DONE -> {}
                case DONE -> call(real, method, null);
                case ROLLED_BACK -> rollBack();
            }
            throw new SQLException("a fault to order: " + fault.get() + " in " + sql);
        }

        private void rollBack() throws SQLException {
            try (Statement statement = createStatement()) {
                statement.executeUpdate("ROLLBACK");
            }
        }
    }

    private static @Nullable Object call(PreparedStatement real, Method method, Object @Nullable [] args)
            throws Throwable {
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("it does not log");
    }
}
