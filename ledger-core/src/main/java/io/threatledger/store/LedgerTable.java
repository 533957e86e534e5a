package io.threatledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every table of the ledger's file with every column, its key first: what is needed to read rows as they are, page by
 * page and without trusting them. A table whose last column is {@code seal} holds what does not follow from the entries.
 */
public enum LedgerTable {
    META(1, "name", "value", LedgerTable.SEAL),
    ENTRIES(1, "idx", "id", "leaf", "disclosures", LedgerTable.SEAL),
    TILES(2, "level", "n", "hashes"),
    HEAD(1, "only", "size", "root", "issued_at"),
    THREATS(
            1,
            "idx",
            "first_idx",
            "owner",
            "source",
            "category",
            "severity",
            "action",
            "target",
            "issued_at",
            "expires_at",
            "revoked_idx",
            "superseded_idx",
            "live",
            "rating",
            "confidence",
            "asn",
            "asn_name",
            "country"),
    TAGS(3, "owner", "tag", "idx"),
    PREFIXES(2, "family", "length"),
    IDEMPOTENCY(3, "account", "route", "key", "fingerprint", "answer", "created_at", LedgerTable.SEAL),
    ANCHORS(1, "size", "root", "tx", "block", "block_hash", "block_time", "log_index", "final", LedgerTable.SEAL),
    CHECKPOINTS(1, "size", "root", "note", "signed_at", LedgerTable.SEAL),
    SUBMISSIONS(
            1,
            "tx",
            "nonce",
            "size",
            "root",
            "max_fee",
            "max_priority_fee",
            "gas_limit",
            "sent_at",
            "sent_block",
            "gas_used",
            "gas_price",
            LedgerTable.SEAL),
    OWNERS(1, "id", "handle", "name", "kind", "created_at", LedgerTable.SEAL),
    MEMBERSHIPS(2, "member", "in_id", LedgerTable.SEAL),
    ACCOUNTS(1, "id", "owner", "name", "role", "plan", "created_at", LedgerTable.SEAL),
    KEYS(
            1,
            "id",
            "account",
            "kind",
            "name",
            "hint",
            "digest",
            "access_id",
            "secret",
            "created_at",
            "expires_at",
            "revoked_at",
            LedgerTable.SEAL);

    static final String SEAL = "seal";

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of: the type does not show that it never changes
    private final List<String> columns;

    private final int keyColumns;
    private final String select;
    private final String first;
    private final String after;
    private final String insert;
    private final String insertIfAbsent;
    private final String insertOrOverwrite;

    LedgerTable(int keyColumns, String... columns) {
        this.columns = List.of(columns);
        this.keyColumns = keyColumns;
        String key = String.join(", ", key());
        this.select = "SELECT " + String.join(", ", columns) + " FROM " + word();
        this.first = select + " ORDER BY " + key + " LIMIT ?";
        this.after = select + " WHERE (" + key + ") > (" + marks(keyColumns) + ") ORDER BY " + key + " LIMIT ?";
        this.insert = "INSERT INTO " + word() + " (" + String.join(", ", columns) + ") VALUES (" + marks(columns.length)
                + ")";
        this.insertIfAbsent = insert + " ON CONFLICT (" + key + ") DO NOTHING";
        this.insertOrOverwrite = insert + " ON CONFLICT (" + key + ") DO UPDATE SET "
                + this.columns.stream()
                        .skip(keyColumns)
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", "));
    }

    /** Its name in SQL. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All columns; those of the key are the first. */
    public List<String> columns() {
        return columns;
    }

    List<String> key() {
        return columns.subList(0, keyColumns);
    }

    public boolean isSealed() {
        return columns.getLast().equals(SEAL);
    }

    /** The next rows in the order of the key, at most {@code limit}; from the first when {@code after} is null. */
    public List<RawRow> page(Session session, @Nullable RowKey after, int limit) {
        if (after == null) {
            return session.all(first, this::read, limit);
        }
        Object[] parameters = new Object[keyColumns + 1];
        after.parts().toArray(parameters);
        parameters[keyColumns] = limit;
        return session.all(this.after, this::read, parameters);
    }

    /** The rows with that value, at most {@code limit}; a column with an index of its own is found at once. */
    public List<RawRow> having(Session session, String column, Object value, int limit) {
        return session.all(select + " WHERE " + column + " = ? LIMIT ?", this::read, value, limit);
    }

    /** The row whose key is this one number. */
    public Optional<RawRow> at(Session session, long key) {
        return having(session, columns.getFirst(), key, 1).stream().findFirst();
    }

    /** Whether there is a row of that key. */
    public boolean has(Session session, RowKey key) {
        String condition = key().stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));
        return !where(session, condition, key.parts().toArray()).isEmpty();
    }

    /** The row of the greatest key. */
    public Optional<RawRow> last(Session session) {
        return session.one(
                select + " ORDER BY " + key().stream().map(c -> c + " DESC").collect(Collectors.joining(", "))
                        + " LIMIT 1",
                this::read);
    }

    List<RawRow> where(Session session, String condition, @Nullable Object... parameters) {
        return session.all(select + " WHERE " + condition, this::read, parameters);
    }

    /** The statement that inserts a whole row. */
    String insert() {
        return insert;
    }

    /** The same, leaving a row of that key as it is. */
    String insertIfAbsent() {
        return insertIfAbsent;
    }

    /** The same, taking the place of a row of that key. */
    String insertOrOverwrite() {
        return insertOrOverwrite;
    }

    private static String marks(int count) {
        return String.join(", ", java.util.Collections.nCopies(count, "?"));
    }

    private RawRow read(ResultSet row) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = RawRow.value(row, i + 1);
        }
        return new RawRow(this, values);
    }

    int place(String column) {
        int place = columns.indexOf(column);
        if (place < 0) {
            throw new IllegalArgumentException("no column " + column + " in " + word());
        }
        return place;
    }

    /** The parts of the key out of the values of a row. */
    RowKey key(@Nullable Object[] values) {
        return new RowKey(java.util.Arrays.stream(values, 0, keyColumns)
                .map(part -> Objects.requireNonNullElse(part, "null"))
                .toList());
    }
}
