package io.threatledger.cli;

import io.threatledger.auth.Accounts;
import io.threatledger.auth.SecretBox;
import io.threatledger.config.NodeConfig;
import io.threatledger.store.LedgerDatabase;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The accounts of a node on this machine, in its ledger file. The node may run: it sees a change within a second. */
final class LocalAccounts implements AutoCloseable {
    private final LedgerDatabase database;
    private final Accounts accounts;

    private LocalAccounts(LedgerDatabase database, Accounts accounts) {
        this.database = database;
        this.accounts = accounts;
    }

    static LocalAccounts open(NodeConfig config) throws IOException {
        SecureRandom random = new SecureRandom();
        SecretBox secrets = new SecretBox(ConfiguredNode.identity(config).keys().secretsKey(), random::nextBytes);
        LedgerDatabase database = LedgerDatabase.open(ConfiguredNode.requireLedger(config));
        return new LocalAccounts(
                database,
                new Accounts(
                        database,
                        config.plans(),
                        secrets,
                        random::nextBytes,
                        InstantSource.system(),
                        System::nanoTime));
    }

    Accounts accounts() {
        return accounts;
    }

    @Override
    public void close() {
        database.close();
    }
}
