package io.threatledger.store;

import java.util.Optional;

/** What the file is, by name: a few words that are read at start. */
public enum Meta {
    ORIGIN("origin"),
    CHAIN_ID("chain_id"),
    CONTRACT("contract"),
    LOG_ID("log_id"),
    /** Hash of the chain's block 0: a development chain that was reset has another. */
    GENESIS("genesis"),
    /** Number of a block up to which every anchor of the log was read. */
    WATCHED_BLOCK("watched_block"),
    /** When a small write was tried after a commit had failed. */
    WRITE_PROBE("write_probe");

    private final String name;

    Meta(String name) {
        this.name = name;
    }

    public Optional<String> read(Session session) {
        return session.one("SELECT value FROM meta WHERE name = ?", row -> row.getString(1), name);
    }

    /** Writes the value in place of the one there was. */
    public void put(Session session, String value) {
        SealedRows.put(session, LedgerTable.META, name, value);
    }

    public void remove(Session session) {
        session.run("DELETE FROM meta WHERE name = ?", name);
    }
}
