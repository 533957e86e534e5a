package io.threatledger.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Faults to order in the statements on one database file; nothing fails until it is told to.
 *
 * <p>Files opened after {@link #on} are watched, and until {@link #close}.
 */
public final class Faults implements AutoCloseable {
    /** How a statement fails. */
    public enum Kind {
        /** It does nothing. */
        NOT_DONE,
        /** It does everything, and its success is not told. */
        DONE,
        /** It takes its transaction with it, as SQLite does when a disk is full or fails. */
        ROLLED_BACK
    }

    /**
     * What is to fail.
     *
     * @param statement how its SQL begins; after a {@code *}: what it contains
     * @param within how a statement begins that its transaction contains; empty: any transaction, or none
     * @param left how many are let pass and fail yet, the last {@code times} of which fail
     */
    private record Order(String statement, String within, Kind kind, int times, AtomicInteger left) {
        boolean strikes(String sql, List<String> transaction) {
            boolean meant =
                    (statement.startsWith("*") ? sql.contains(statement.substring(1)) : sql.startsWith(statement))
                            && (within.isEmpty() || transaction.stream().anyMatch(before -> before.startsWith(within)));
            if (!meant) {
                return false;
            }
            int before = left.getAndDecrement();
            return before > 0 && before <= times;
        }
    }

    private final Path file;
    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private final AtomicInteger struck = new AtomicInteger();

    private Faults(Path file) {
        this.file = file;
    }

    /** Watches a file that is opened later. */
    public static Faults on(Path file) {
        Faults faults = new Faults(file.toAbsolutePath());
        FaultyDriver.watch(faults.file, faults);
        return faults;
    }

    /** The next {@code times} statements that begin so fail. */
    public Faults fail(String statement, Kind kind, int times) {
        return failAfter(0, "", statement, kind, times);
    }

    /** As {@link #fail}, after {@code passed} have passed, in transactions that contain another statement. */
    public Faults failAfter(int passed, String within, String statement, Kind kind, int times) {
        orders.add(new Order(statement, within, kind, times, new AtomicInteger(passed + times)));
        return this;
    }

    /** The next {@code times} queries that contain this fail. */
    public Faults failReading(String part, int times) {
        return fail("*" + part, Kind.NOT_DONE, times);
    }

    /** How many statements have failed. */
    public int struck() {
        return struck.get();
    }

    /** Nothing fails any more. */
    public void stop() {
        orders.clear();
    }

    /** Asked for each statement; uses up what it answers. */
    Optional<Kind> strike(String sql, List<String> transaction) {
        for (Order order : orders) {
            if (order.strikes(sql, transaction)) {
                struck.incrementAndGet();
                return Optional.of(order.kind());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        FaultyDriver.forget(file);
    }
}
