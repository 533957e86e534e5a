package io.threatledger.auth;

import io.threatledger.store.LedgerDatabase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Owners, accounts and keys: what the command line and the administrator's routes do with them. */
public final class Accounts {
    private final LedgerDatabase database;

    public Accounts(LedgerDatabase database) {
        this.database = database;
    }

    Optional<Caller> find(@Nullable String authorization) {
        return database.read(session -> Optional.empty());
    }
}
