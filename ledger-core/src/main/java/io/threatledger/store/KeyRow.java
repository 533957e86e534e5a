package io.threatledger.store;

import io.threatledger.merkle.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of an account, without what would let somebody use it.
 *
 * @param hint the beginning of a bearer key, the whole of an access id: enough to recognise it by
 * @param expiresAtSeconds from when on it is not good any more; null: never
 * @param revokedAtSeconds when it was taken back; null: it was not
 */
public record KeyRow(
        long id,
        AccountRow account,
        Kind kind,
        String name,
        String hint,
        long createdAtSeconds,
        @Nullable Long expiresAtSeconds,
        @Nullable Long revokedAtSeconds) {
    /** How a key is used. */
    public enum Kind {
        /** Sent as it is; stored as its SHA-256. */
        BEARER,
        /** An access id with a secret that signs requests; the secret is stored encrypted. */
        HMAC;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a new key is to have.
     *
     * @param digest SHA-256 of a bearer key
     * @param accessId of an HMAC key
     * @param secret of an HMAC key, encrypted
     */
    public record Draft(
            long account,
            Kind kind,
            String name,
            String hint,
            @Nullable Digest digest,
            @Nullable String accessId,
            @Nullable SealedSecret secret,
            @Nullable Long expiresAtSeconds) {}

    /** A bearer key as it was found: the digest it is stored under, for comparing in constant time. */
    public record Bearer(KeyRow key, Digest digest) {}

    /** An access id as it was found, with its encrypted secret. */
    public record Access(KeyRow key, String accessId, SealedSecret secret) {}

    private static final String SELECT =
            "SELECT " + AccountRow.COLUMNS + ", k.id, k.kind, k.name, k.hint, k.created_at, k.expires_at, k.revoked_at,"
                    + " k.digest, k.access_id, k.secret"
                    + " FROM keys k JOIN accounts a ON a.id = k.account JOIN owners o ON o.id = a.owner ";
    private static final int FIRST = AccountRow.COLUMN_COUNT;

    /** Adds a key; its digest or access id must be new. */
    public static KeyRow insert(Session session, Draft draft, long nowSeconds) {
        long id = SealedRows.nextKey(session, LedgerTable.KEYS);
        SealedRows.insert(
                session,
                LedgerTable.KEYS,
                id,
                draft.account(),
                draft.kind().word(),
                draft.name(),
                draft.hint(),
                draft.digest() == null ? null : draft.digest().bytes(),
                draft.accessId(),
                draft.secret() == null ? null : draft.secret().bytes(),
                nowSeconds,
                draft.expiresAtSeconds(),
                null);
        return at(session, id).orElseThrow();
    }

    public static Optional<KeyRow> at(Session session, long id) {
        return session.one(SELECT + "WHERE k.id = ?", KeyRow::of, id);
    }

    public static Optional<Bearer> bearer(Session session, Digest digest) {
        return session.one(
                SELECT + "WHERE k.digest = ?",
                row -> new Bearer(of(row), Digest.of(row.getBytes(FIRST + 8))),
                digest.bytes());
    }

    public static Optional<Access> access(Session session, String accessId) {
        return session.one(
                SELECT + "WHERE k.access_id = ?",
                row -> new Access(of(row), row.getString(FIRST + 9), new SealedSecret(row.getBytes(FIRST + 10))),
                accessId);
    }

    /** All keys in the order they were made. */
    public static List<KeyRow> all(Session session) {
        return session.all(SELECT + "ORDER BY k.id", KeyRow::of);
    }

    /** Takes the key back; one that is taken back keeps its first time. */
    public static Optional<KeyRow> revoke(Session session, long id, long nowSeconds) {
        SealedRows.change(
                session, LedgerTable.KEYS, Map.of("revoked_at", nowSeconds), "id = ? AND revoked_at IS NULL", id);
        return at(session, id);
    }

    static KeyRow of(ResultSet row) throws SQLException {
        return new KeyRow(
                row.getLong(FIRST + 1),
                AccountRow.of(row),
                Kind.valueOf(row.getString(FIRST + 2).toUpperCase(Locale.ROOT)),
                row.getString(FIRST + 3),
                row.getString(FIRST + 4),
                row.getLong(FIRST + 5),
                nullable(row, FIRST + 6),
                nullable(row, FIRST + 7));
    }

    private static @Nullable Long nullable(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
