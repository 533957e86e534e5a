package io.threatledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * An account of an owner.
 *
 * @param owner the owner's handle
 * @param name unique within the owner
 * @param role word of a role; what it allows is the edge's business
 * @param plan name of a configured plan
 */
public record AccountRow(long id, String owner, String name, String role, String plan, long createdAtSeconds) {
    static final String COLUMNS = "a.id, o.handle, a.name, a.role, a.plan, a.created_at";
    static final int COLUMN_COUNT = 6;

    private static final String SELECT = "SELECT " + COLUMNS + " FROM accounts a JOIN owners o ON o.id = a.owner ";

    /** Adds an account; its name must be free within the owner. */
    public static AccountRow insert(
            Session session, OwnerRow owner, String name, String role, String plan, long nowSeconds) {
        SealedRows.insert(
                session,
                LedgerTable.ACCOUNTS,
                SealedRows.nextKey(session, LedgerTable.ACCOUNTS),
                owner.id(),
                name,
                role,
                plan,
                nowSeconds);
        return find(session, owner.handle(), name).orElseThrow();
    }

    public static Optional<AccountRow> find(Session session, String owner, String name) {
        return session.one(SELECT + "WHERE o.handle = ? AND a.name = ?", AccountRow::of, owner, name);
    }

    public static Optional<AccountRow> at(Session session, long id) {
        return session.one(SELECT + "WHERE a.id = ?", AccountRow::of, id);
    }

    /** The accounts of one owner by name. */
    public static List<AccountRow> of(Session session, String owner) {
        return session.all(SELECT + "WHERE o.handle = ? ORDER BY a.name", AccountRow::of, owner);
    }

    /** All accounts by owner and name. */
    public static List<AccountRow> all(Session session) {
        return session.all(SELECT + "ORDER BY o.handle, a.name", AccountRow::of);
    }

    static AccountRow of(ResultSet row) throws SQLException {
        return from(row, 0);
    }

    /** The columns after the first {@code offset}. */
    static AccountRow from(ResultSet row, int offset) throws SQLException {
        return new AccountRow(
                row.getLong(offset + 1),
                row.getString(offset + 2),
                row.getString(offset + 3),
                row.getString(offset + 4),
                row.getString(offset + 5),
                row.getLong(offset + 6));
    }
}
