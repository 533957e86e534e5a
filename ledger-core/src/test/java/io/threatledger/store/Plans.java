package io.threatledger.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.sqlite.SQLiteConnection;

/** How the database goes about the statements that some work runs, whoever made them. */
final class Plans {
    private Plans() {}

    /** The plan of each statement, line by line. */
    static List<List<String>> of(Path file, Consumer<Session> work) throws SQLException {
        Set<String> statements = new LinkedHashSet<>();
        List<List<String>> plans = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Session real = TargetTextFunction.session((SQLiteConnection) connection);
            try (Session told = new Session(telling(connection, statements))) {
                work.accept(told);
                for (String statement : statements) {
                    plans.add(real.all("EXPLAIN QUERY PLAN " + statement, row -> row.getString(4)));
                }
            }
        }
        return plans;
    }

    /** The one statement's plan. */
    static List<String> ofOne(Path file, Consumer<Session> work) throws SQLException {
        List<List<String>> plans = of(file, work);
        if (plans.size() != 1) {
            throw new AssertionError(plans.size() + " statements");
        }
        return plans.getFirst();
    }

    private static Connection telling(Connection connection, Set<String> statements) {
        return (Connection) Proxy.newProxyInstance(
                Plans.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.add((String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
