package io.threatledger.auth;

import io.javalin.http.Context;
import io.threatledger.http.Problem;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a route asks before it does anything. Each method but {@link #unmetered}, {@link #readerAnswered} and
 * {@link #credential} charges the caller's quota, once for a request however often it is asked, and throws 429 when it is used up.
 */
public final class Access {
    private static final String BEARER = "Bearer ";
    private static final String CREDENTIAL = Access.class.getName();
    private static final String READER = Access.class.getName() + ".reader";

    private final Accounts accounts;
    private final Limits limits;

    public Access(Accounts accounts, Limits limits) {
        this.accounts = accounts;
        this.limits = limits;
    }

    /** The caller by {@code Authorization: Bearer}; 401 without a good key. */
    public Caller require(Context ctx) {
        return caller(credential(ctx), ctx).orElseThrow(Problem::unauthorized);
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
        return caller(orIn("token", credential(ctx), ctx), ctx).orElseThrow(Problem::unauthorized);
    }

    /**
     * Whether the key of this request still stands for what it stands for now: not once it was revoked or has expired. A
     * stream asks before each thing it tells; a key's row is read once a second at most, however many streams ask.
     *
     * @param parameter where the key may stand but for the header
     */
    public BooleanSupplier unchanged(Context ctx, String parameter) {
        Credential then = orIn(parameter, credential(ctx), ctx);
        return () -> orIn(parameter, read(ctx.header("Authorization")), ctx).equals(then);
    }

    private Credential orIn(String parameter, Credential shown, Context ctx) {
        String key = ctx.queryParam(parameter);
        return shown instanceof Credential.None && key != null ? accounts.bearer(key) : shown;
    }

    /** Empty without a key: the anonymous plan, charged by source. A key that is not good is 401. */
    public Optional<Caller> caller(Context ctx) {
        Credential shown = credential(ctx);
        if (shown instanceof Credential.None) {
            limits.charge(ctx, Optional.empty());
            return Optional.empty();
        }
        return caller(shown, ctx);
    }

    /**
     * The caller as the readers' API knows it: the key may also stand in {@code ?api_key=}, and one that this store does
     * not have is none. A key that was taken back is 401, so that who still uses it hears of it.
     */
    public Optional<Caller> reader(Context ctx) {
        Optional<Caller> caller = switch (readerCredential(ctx)) {
            case Credential.Unknown unknown -> Optional.empty();
            case Credential.Revoked revoked -> throw Problem.of(401, "This API key was revoked");
            case Credential other -> callerOf(other);
        };
        limits.charge(ctx, caller);
        return caller;
    }

    /** Whose answer it is: as {@link #reader}, but nothing is charged and nobody refused; a key that is no good is none. */
    public Optional<Caller> readerAnswered(Context ctx) {
        return readerCredential(ctx) instanceof Credential.Known known ? Optional.of(known.caller()) : Optional.empty();
    }

    /** As {@link #caller}, outside quotas: for {@code /log} and our own pages. */
    public Optional<Caller> unmetered(Context ctx) {
        return callerOf(credential(ctx));
    }

    /** What the request shows in {@code Authorization: Bearer}, judged but not acted on. */
    public Credential credential(Context ctx) {
        Credential known = ctx.attribute(CREDENTIAL);
        if (known != null) {
            return known;
        }
        Credential found = read(ctx.header("Authorization"));
        ctx.attribute(CREDENTIAL, found);
        return found;
    }

    /** All that are configured. */
    public Plans plans() {
        return limits.plans();
    }

    /** The plan of the caller, or the anonymous one. */
    public Plan plan(Optional<Caller> caller) {
        return caller.map(Caller::plan).orElseGet(limits::anonymous);
    }

    private Optional<Caller> caller(Credential credential, Context ctx) {
        Optional<Caller> caller = callerOf(credential);
        if (caller.isPresent()) {
            limits.charge(ctx, caller);
        }
        return caller;
    }

    private Credential readerCredential(Context ctx) {
        Credential known = ctx.attribute(READER);
        if (known != null) {
            return known;
        }
        Credential used = orIn("api_key", credential(ctx), ctx);
        ctx.attribute(READER, used);
        return used;
    }

    private static Optional<Caller> callerOf(Credential credential) {
        return switch (credential) {
            case Credential.Known known -> Optional.of(known.caller());
            case Credential.None none -> Optional.empty();
            case Credential.Unknown unknown -> throw Problem.unauthorized();
            case Credential.Revoked revoked -> throw Problem.unauthorized();
            case Credential.NoPlan gone -> throw planGone(gone);
        };
    }

    static Problem planGone(Credential.NoPlan gone) {
        return Problem.forbidden("This account's plan \"" + gone.plan() + "\" is not configured on this node");
    }

    /** The scheme's name is read in any case (RFC 9110, section 11.1). Another scheme is a key this store cannot have. */
    private Credential read(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            return new Credential.None();
        }
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? accounts.bearer(authorization.substring(BEARER.length()).strip())
                : new Credential.Unknown();
    }
}
