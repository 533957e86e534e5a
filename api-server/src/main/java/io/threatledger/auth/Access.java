package io.threatledger.auth;

import io.javalin.http.Context;
import io.threatledger.http.Problem;
import java.util.Optional;

/**
 * What a route asks before it does anything. Each method but {@link #unmetered} charges the caller's quota, once for a
 * request however often it is asked, and throws 429 when it is used up.
 */
public final class Access {
    private final Accounts accounts;
    private final Limits limits;

    public Access(Accounts accounts, Limits limits) {
        this.accounts = accounts;
        this.limits = limits;
    }

    /** The caller by {@code Authorization: Bearer}; 401 without a good key. */
    public Caller require(Context ctx) {
        return caller(ctx).orElseThrow(Problem::unauthorized);
    }

    /** As {@link #require}, and 403 below the role. */
    public Caller requireRole(Context ctx, Role role) {
        Caller caller = require(ctx);
        if (!caller.role().mayActAs(role)) {
            throw Problem.forbidden("Insufficient privileges (" + role.word() + " required)");
        }
        return caller;
    }

    /** As {@link #require}; the key may also stand in {@code ?token=}, for clients that cannot set a header. */
    public Caller requireStream(Context ctx) {
        return require(ctx);
    }

    /** Empty without a key: the anonymous plan, charged by source. A key that is not good is 401. */
    public Optional<Caller> caller(Context ctx) {
        return unmetered(ctx);
    }

    /** As {@link #caller}, outside quotas: for {@code /log} and our own pages. */
    public Optional<Caller> unmetered(Context ctx) {
        return accounts.find(ctx.header("Authorization"));
    }

    /** The plan of the caller, or the anonymous one. */
    public Plan plan(Optional<Caller> caller) {
        return caller.map(Caller::plan).orElseGet(limits::anonymous);
    }
}
