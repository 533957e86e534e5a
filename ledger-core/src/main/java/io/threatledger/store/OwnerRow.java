package io.threatledger.store;

import io.threatledger.entry.InvalidField;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who speaks in entries.
 *
 * @param handle what entries say in {@code owner}; unique, never changed
 * @param name for people
 */
public record OwnerRow(long id, String handle, String name, Kind kind, long createdAtSeconds) {
    /** What an owner is; communities and sources have organizations and individuals as members. */
    public enum Kind {
        ORGANIZATION,
        COMMUNITY,
        SOURCE,
        INDIVIDUAL;

        /** Whether others can be members of it. */
        public boolean hasMembers() {
            return this == COMMUNITY || this == SOURCE;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind parse(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new InvalidField(
                            "kind", InvalidField.shown(word), "one of organization, community, source, individual"));
        }
    }

    private static final String SELECT = "SELECT o.id, o.handle, o.name, o.kind, o.created_at FROM owners o ";

    /** Adds an owner; its handle must be free. */
    public static OwnerRow insert(Session session, String handle, String name, Kind kind, long nowSeconds) {
        long id = SealedRows.nextKey(session, LedgerTable.OWNERS);
        SealedRows.insert(session, LedgerTable.OWNERS, id, handle, name, kind.word(), nowSeconds);
        return new OwnerRow(id, handle, name, kind, nowSeconds);
    }

    public static Optional<OwnerRow> find(Session session, String handle) {
        return session.one(SELECT + "WHERE o.handle = ?", OwnerRow::of, handle);
    }

    /** All owners by handle. */
    public static List<OwnerRow> all(Session session) {
        return session.all(SELECT + "ORDER BY o.handle", OwnerRow::of);
    }

    /** Makes this owner a member of a community or source; a second time changes nothing. */
    public void join(Session session, OwnerRow in) {
        SealedRows.insertIfAbsent(session, LedgerTable.MEMBERSHIPS, id, in.id());
    }

    /** The communities and sources this owner is a member of, by handle. */
    public List<OwnerRow> memberOf(Session session) {
        return session.all(
                SELECT + "JOIN memberships m ON m.in_id = o.id WHERE m.member = ? ORDER BY o.handle", OwnerRow::of, id);
    }

    /** Who is a member of this community or source, by handle. */
    public List<OwnerRow> members(Session session) {
        return session.all(
                SELECT + "JOIN memberships m ON m.member = o.id WHERE m.in_id = ? ORDER BY o.handle", OwnerRow::of, id);
    }

    static OwnerRow of(ResultSet row) throws SQLException {
        return new OwnerRow(
                row.getLong(1), row.getString(2), row.getString(3), Kind.parse(row.getString(4)), row.getLong(5));
    }
}
