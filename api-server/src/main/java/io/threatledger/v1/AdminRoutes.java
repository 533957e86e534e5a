package io.threatledger.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.threatledger.auth.Access;
import io.threatledger.auth.Accounts;
import io.threatledger.auth.KeyPrefix;
import io.threatledger.auth.NewKey;
import io.threatledger.auth.Role;
import io.threatledger.auth.UsageStore;
import io.threatledger.entry.InvalidField;
import io.threatledger.http.Json;
import io.threatledger.http.Problem;
import io.threatledger.http.Routes;
import io.threatledger.store.AccountRow;
import io.threatledger.store.KeyRow;
import io.threatledger.store.OwnerRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an administrator does with owners and keys: the command line's work over HTTP. A secret is shown once. */
public final class AdminRoutes implements Routes {
    private static final String BEARER = "bearer";
    private static final String HMAC = "hmac";

    private final Access access;
    private final Accounts accounts;
    private final UsageStore usage;

    public AdminRoutes(Access access, Accounts accounts, UsageStore usage) {
        this.access = access;
        this.accounts = accounts;
        this.usage = usage;
    }

    /**
     * A new owner.
     *
     * @param memberOf handles of communities and sources it joins
     */
    record OwnerRequest(
            @Nullable String handle,
            @Nullable String name,
            @Nullable String kind,
            @JsonProperty("member_of") @Nullable List<String> memberOf) {}

    record OwnerAnswer(
            String handle,
            String name,
            String kind,
            @JsonProperty("member_of") List<String> memberOf,
            @JsonProperty("created_at") Instant createdAt) {}

    /**
     * A new key.
     *
     * @param account the account it belongs to; made, with role and plan, when the owner has none of this name
     * @param kind {@code bearer}, or {@code hmac} for an access id
     * @param prefix of a bearer key
     */
    record KeyRequest(
            @Nullable String owner,
            @Nullable String account,
            @Nullable String role,
            @Nullable String plan,
            @Nullable String kind,
            @Nullable String prefix,
            @Nullable String name,
            @JsonProperty("expires_at") @Nullable Instant expiresAt) {}

    /**
     * A key, without what would let somebody use it, but for the one answer that shows it.
     *
     * @param key the bearer key; in the answer to its making only
     * @param secret of an access id; in the answer to its making only
     */
    record KeyAnswer(
            long id,
            String owner,
            String account,
            String role,
            String plan,
            String kind,
            String name,
            String hint,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("expires_at") @Nullable Instant expiresAt,
            @JsonProperty("revoked_at") @Nullable Instant revokedAt,
            @JsonProperty("last_used_at") @Nullable Instant lastUsedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String key,

            @JsonProperty("access_id") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String accessId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String secret) {}

    @Override
    public void register(RoutesConfig routes) {
        routes.post("/api/v1/owners", this::createOwner);
        routes.get("/api/v1/owners", this::listOwners);
        routes.post("/api/v1/keys", this::createKey);
        routes.get("/api/v1/keys", this::listKeys);
        routes.delete("/api/v1/keys/{id}", this::revokeKey);
    }

    private void createOwner(Context ctx) {
        access.requireRole(ctx, Role.ADMIN);
        OwnerRequest wanted = Json.body(ctx, OwnerRequest.class);
        String handle = required("handle", wanted.handle());
        OwnerRow.Kind kind = wanted.kind() == null ? OwnerRow.Kind.ORGANIZATION : OwnerRow.Kind.parse(wanted.kind());
        OwnerRow made = accounts.createOwner(
                handle,
                wanted.name() == null ? handle : wanted.name(),
                kind,
                wanted.memberOf() == null ? List.of() : wanted.memberOf());
        ctx.status(201).json(answer(made));
    }

    private void listOwners(Context ctx) {
        access.requireRole(ctx, Role.ADMIN);
        ctx.json(accounts.owners().stream().map(this::answer).toList());
    }

    private void createKey(Context ctx) {
        access.requireRole(ctx, Role.ADMIN);
        KeyRequest wanted = Json.body(ctx, KeyRequest.class);
        String name = required("name", wanted.name());
        String kind = wanted.kind() == null ? BEARER : wanted.kind();
        if (!kind.equals(BEARER) && !kind.equals(HMAC)) {
            throw new InvalidField("kind", InvalidField.shown(kind), "one of bearer, hmac");
        }
        Role role = wanted.role() == null ? null : Role.parse(wanted.role());
        KeyPrefix prefix = wanted.prefix() == null ? null : KeyPrefix.parse(wanted.prefix());
        Long expires = wanted.expiresAt() == null ? null : wanted.expiresAt().getEpochSecond();
        accounts.requireKey(name, expires);
        AccountRow account = accounts.ensureAccount(
                required("owner", wanted.owner()), required("account", wanted.account()), role, wanted.plan());
        NewKey made = kind.equals(HMAC)
                ? accounts.createAccessId(account.id(), name, expires)
                : accounts.createBearer(
                        account.id(),
                        prefix == null ? KeyPrefix.usualFor(Role.parse(account.role())) : prefix,
                        name,
                        expires);
        ctx.status(201).header("Cache-Control", "no-store").json(answer(made.row(), made.secret()));
    }

    private void listKeys(Context ctx) {
        access.requireRole(ctx, Role.ADMIN);
        ctx.json(accounts.keys().stream().map(row -> answer(row, null)).toList());
    }

    private void revokeKey(Context ctx) {
        access.requireRole(ctx, Role.ADMIN);
        KeyRow revoked = accounts.revoke(id(ctx.pathParam("id"))).orElseThrow(AdminRoutes::unknown);
        ctx.json(answer(revoked, null));
    }

    private OwnerAnswer answer(OwnerRow owner) {
        return new OwnerAnswer(
                owner.handle(),
                owner.name(),
                owner.kind().word(),
                accounts.memberOf(owner).stream().map(OwnerRow::handle).toList(),
                Instant.ofEpochSecond(owner.createdAtSeconds()));
    }

    private KeyAnswer answer(KeyRow row, @Nullable String secret) {
        boolean isBearer = row.kind() == KeyRow.Kind.BEARER;
        return new KeyAnswer(
                row.id(),
                row.account().owner(),
                row.account().name(),
                row.account().role(),
                row.account().plan(),
                row.kind().word(),
                row.name(),
                row.hint(),
                Instant.ofEpochSecond(row.createdAtSeconds()),
                time(row.expiresAtSeconds()),
                time(row.revokedAtSeconds()),
                time(usage.lastUsed(row.id()).orElse(null)),
                isBearer ? secret : null,
                isBearer ? null : row.hint(),
                isBearer ? null : secret);
    }

    private static @Nullable Instant time(@Nullable Long seconds) {
        return seconds == null ? null : Instant.ofEpochSecond(seconds);
    }

    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw new InvalidField(field, "missing", "a string");
        }
        return value;
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return Problem.notFound("Key not found");
    }
}
