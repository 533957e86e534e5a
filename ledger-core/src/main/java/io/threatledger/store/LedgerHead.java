package io.threatledger.store;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.TreeSize;

/**
 * The committed end of the ledger.
 *
 * @param size how many entries there are
 * @param root RFC 6962 root over them
 * @param issuedAtSeconds {@code iat} of the newest entry, seconds since the epoch; 0 for an empty ledger
 */
public record LedgerHead(TreeSize size, Digest root, long issuedAtSeconds) {
    public static final LedgerHead EMPTY = new LedgerHead(TreeSize.EMPTY, Rfc6962.EMPTY_ROOT, 0);

    /** Key of the one row. */
    public static final long KEY = 1;

    private static final String SELECT = "SELECT size, root, issued_at FROM head";

    /** Reads the committed head; {@link #EMPTY} when nothing was ever appended. */
    public static LedgerHead read(Session session) {
        return session.one(
                        SELECT,
                        row -> new LedgerHead(new TreeSize(row.getLong(1)), Digest.of(row.getBytes(2)), row.getLong(3)))
                .orElse(EMPTY);
    }

    /**
     * Moves the head from {@code from} to {@code to}: the compare-and-swap that makes a batch part of the ledger.
     *
     * @throws StorageException when the head is not {@code from}: somebody else writes to this file
     */
    static void swap(Session session, LedgerHead from, LedgerHead to) {
        int moved = from.equals(EMPTY)
                ? session.run(
                        "INSERT INTO head (only, size, root, issued_at) VALUES (1, ?, ?, ?)",
                        to.size().value(),
                        to.root().bytes(),
                        to.issuedAtSeconds())
                : session.run(
                        "UPDATE head SET size = ?, root = ?, issued_at = ? WHERE size = ? AND root = ?",
                        to.size().value(),
                        to.root().bytes(),
                        to.issuedAtSeconds(),
                        from.size().value(),
                        from.root().bytes());
        if (moved != 1) {
            throw new StorageException(
                    "the head is not at size " + from.size().value() + ": two writers on one ledger");
        }
    }
}
