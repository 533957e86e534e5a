package io.threatledger.store;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The answer that was given to an {@code Idempotency-Key}.
 *
 * @param fingerprint SHA-256 of the body that it was given for
 * @param answer one item for each change of the request, in its order
 */
public record IdempotencyRow(Scope scope, Digest fingerprint, List<Item> answer, long createdAtSeconds) {
    /** How long an answer is kept, seconds. */
    public static final long KEPT_SECONDS = 86_400;

    /** Rows that one commit may forget, so that no commit becomes long. */
    private static final int FORGOTTEN_MAX = 256;

    /**
     * Where a key is unique.
     *
     * @param account the account's id
     * @param route method and path
     * @param key what the client sent
     */
    public record Scope(long account, String route, String key) {}

    /**
     * What a change became.
     *
     * @param index the entry that answers the change
     * @param existing whether the entry stood there before the request
     */
    public record Item(LeafIndex index, boolean existing) {}

    /** The answer given within the last {@link #KEPT_SECONDS}. */
    public static Optional<IdempotencyRow> find(Session session, Scope scope, long nowSeconds) {
        return session.one(
                "SELECT fingerprint, answer, created_at FROM idempotency"
                        + " WHERE account = ? AND route = ? AND key = ? AND created_at > ?",
                row -> new IdempotencyRow(scope, Digest.of(row.getBytes(1)), decode(row.getString(2)), row.getLong(3)),
                scope.account(),
                scope.route(),
                scope.key(),
                nowSeconds - KEPT_SECONDS);
    }

    void insert(Session session) {
        SealedRows.put(
                session,
                LedgerTable.IDEMPOTENCY,
                scope.account(),
                scope.route(),
                scope.key(),
                fingerprint.bytes(),
                answer.stream()
                        .map(item -> item.index().value() + (item.existing() ? "=" : ""))
                        .collect(Collectors.joining(" ")),
                createdAtSeconds);
    }

    static void forgetOlderThan(Session session, long nowSeconds) {
        session.run(
                "DELETE FROM idempotency WHERE (account, route, key) IN (SELECT account, route, key FROM idempotency"
                        + " WHERE created_at <= ? ORDER BY created_at LIMIT " + FORGOTTEN_MAX + ")",
                nowSeconds - KEPT_SECONDS);
    }

    /** Reads an answer as it is stored; anything else is an {@link IllegalArgumentException}. */
    public static List<Item> decode(String answer) {
        return Arrays.stream(answer.split(" "))
                .map(word -> word.endsWith("=")
                        ? new Item(new LeafIndex(Long.parseLong(word.substring(0, word.length() - 1))), true)
                        : new Item(new LeafIndex(Long.parseLong(word)), false))
                .toList();
    }
}
