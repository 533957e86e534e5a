package io.threatledger.auth;

import io.threatledger.http.Routes;
import io.threatledger.http.Sources;
import io.threatledger.http.TestServer;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.OwnerRow;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A real store with accounts, a clock that stands until it is moved, and servers over them. */
public final class TestAccounts implements AutoCloseable {
    public final AtomicLong now =
            new AtomicLong(Instant.parse("2026-11-22T03:00:00Z").getEpochSecond());
    public final AtomicLong nanos = new AtomicLong();
    public final InstantSource clock = () -> Instant.ofEpochSecond(now.get());
    public final Plans plans = Plans.defaults();
    public final LedgerDatabase database;
    public final Accounts accounts;

    public TestAccounts(Path folder) {
        Path file = folder.resolve("ledger.db");
        database = file.toFile().exists() ? LedgerDatabase.open(file) : LedgerDatabase.create(file);
        accounts = accounts(new byte[32]);
    }

    public Accounts accounts(byte[] secretsKey) {
        SecureRandom random = new SecureRandom();
        return new Accounts(
                database, plans, new SecretBox(secretsKey, random::nextBytes), random::nextBytes, clock, nanos::get);
    }

    /** An account with one bearer key. */
    public NewKey key(String owner, Role role, String plan) {
        if (accounts.owners().stream().noneMatch(o -> o.handle().equals(owner))) {
            accounts.createOwner(owner, owner, OwnerRow.Kind.ORGANIZATION);
        }
        var account = accounts.createAccount(owner, role.word() + " " + plan, role, plan);
        return accounts.createBearer(account.id(), KeyPrefix.PUBLISHER, "test", null);
    }

    public Limits limits(boolean enforced) {
        return new Limits(plans, Sources.peers(), clock, enforced);
    }

    public TestServer server(Limits limits, Routes... routes) {
        List<Routes> all = new ArrayList<>(List.of(limits));
        all.addAll(List.of(routes));
        return TestServer.with(all.toArray(Routes[]::new));
    }

    @Override
    public void close() {
        database.close();
    }
}
