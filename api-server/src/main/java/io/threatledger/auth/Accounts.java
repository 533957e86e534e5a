package io.threatledger.auth;

import io.threatledger.entry.InvalidField;
import io.threatledger.entry.RandomBytes;
import io.threatledger.merkle.Digest;
import io.threatledger.store.AccountRow;
import io.threatledger.store.KeyRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.OwnerRow;
import io.threatledger.store.Session;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Owners, accounts and keys: what the command line and the administrator's routes do with them, and what a key stands
 * for. Thread-safe.
 */
public final class Accounts {
    public static final int NAME_CHARACTERS_MAX = 128;

    private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1," + NAME_CHARACTERS_MAX + "}");

    private final LedgerDatabase database;
    private final Plans plans;
    private final SecretBox secrets;
    private final RandomBytes random;
    private final InstantSource clock;
    private final KeyCache cache;

    /**
     * The accounts of one ledger file.
     *
     * @param nanos a monotonic clock, nanoseconds
     */
    public Accounts(
            LedgerDatabase database,
            Plans plans,
            SecretBox secrets,
            RandomBytes random,
            InstantSource clock,
            LongSupplier nanos) {
        this.database = database;
        this.plans = plans;
        this.secrets = secrets;
        this.random = random;
        this.clock = clock;
        this.cache = new KeyCache(nanos);
    }

    /** Adds an owner that is a member of nothing. */
    public OwnerRow createOwner(String handle, String name, OwnerRow.Kind kind) {
        return createOwner(handle, name, kind, List.of());
    }

    /**
     * Adds an owner; an {@link InvalidField} when the handle is taken or is none.
     *
     * @param memberOf handles of communities and sources it joins
     */
    public OwnerRow createOwner(String handle, String name, OwnerRow.Kind kind, List<String> memberOf) {
        require(HANDLE, "handle", handle, "1 to 64 of A-Z a-z 0-9 . _ - and space, beginning with a letter or digit");
        require(NAME, "name", name, "1 to " + NAME_CHARACTERS_MAX + " characters, no control characters");
        return database.write(session -> {
            if (OwnerRow.find(session, handle).isPresent()) {
                throw new InvalidField("handle", InvalidField.shown(handle) + " is taken", "a new one");
            }
            OwnerRow made = OwnerRow.insert(session, handle, name, kind, now());
            memberOf.forEach(in -> made.join(session, community(session, "member_of", in)));
            return made;
        });
    }

    public List<OwnerRow> owners() {
        return database.read(OwnerRow::all);
    }

    public Optional<OwnerRow> owner(String handle) {
        return database.read(session -> OwnerRow.find(session, handle));
    }

    /** The accounts of an owner by name. */
    public List<AccountRow> accountsOf(String owner) {
        return database.read(session -> AccountRow.of(session, owner));
    }

    /** The communities and sources an owner is a member of. */
    public List<OwnerRow> memberOf(OwnerRow owner) {
        return database.read(owner::memberOf);
    }

    /** Makes one owner a member of a community or source. */
    public void join(String member, String in) {
        database.write(session -> {
            OwnerRow community = community(session, "in", in);
            owner(session, "member", member).join(session, community);
            return community;
        });
    }

    /** Adds an account to an owner. */
    public AccountRow createAccount(String owner, String name, Role role, String plan) {
        require(NAME, "account", name, "1 to " + NAME_CHARACTERS_MAX + " characters, no control characters");
        if (plan.equals(Plans.ANONYMOUS) || plans.find(plan).isEmpty()) {
            throw new InvalidField("plan", InvalidField.shown(plan), "one of " + planNames());
        }
        return database.write(session -> {
            OwnerRow found = owner(session, "owner", owner);
            if (AccountRow.find(session, owner, name).isPresent()) {
                throw new InvalidField("account", InvalidField.shown(name) + " is taken", "a new one");
            }
            return AccountRow.insert(session, found, name, role.word(), plan, now());
        });
    }

    /**
     * The account of this name, made when it is missing.
     *
     * @param role what it has, or is to have; null: as it is ({@link Role#READER} when it is made)
     * @param plan likewise ({@code community} when it is made)
     */
    public AccountRow ensureAccount(String owner, String name, @Nullable Role role, @Nullable String plan) {
        Optional<AccountRow> found = account(owner, name);
        if (found.isEmpty()) {
            return createAccount(owner, name, role == null ? Role.READER : role, plan == null ? Plans.FIRST : plan);
        }
        AccountRow is = found.get();
        if (role != null && !is.role().equals(role.word())) {
            throw new InvalidField("role", InvalidField.shown(role.word()), "the account's own, " + is.role());
        }
        if (plan != null && !is.plan().equals(plan)) {
            throw new InvalidField("plan", InvalidField.shown(plan), "the account's own, " + is.plan());
        }
        return is;
    }

    public Optional<AccountRow> account(String owner, String name) {
        return database.read(session -> AccountRow.find(session, owner, name));
    }

    /**
     * Makes a bearer key.
     *
     * @param expiresAtSeconds from when on it is not good any more; null: never
     */
    public NewKey createBearer(long account, KeyPrefix prefix, String name, @Nullable Long expiresAtSeconds) {
        String key = KeyText.bearer(prefix, random);
        return insert(
                new KeyRow.Draft(
                        account,
                        KeyRow.Kind.BEARER,
                        name,
                        KeyText.hint(key),
                        KeyText.digest(key),
                        null,
                        null,
                        expiresAtSeconds),
                key);
    }

    /** Makes an access id (the row's {@code hint}) with its secret. */
    public NewKey createAccessId(long account, String name, @Nullable Long expiresAtSeconds) {
        String id = KeyText.accessId(random);
        String secret = KeyText.secret(random);
        return insert(
                new KeyRow.Draft(
                        account, KeyRow.Kind.HMAC, name, id, null, id, secrets.seal(secret, id), expiresAtSeconds),
                secret);
    }

    public List<KeyRow> keys() {
        return database.read(KeyRow::all);
    }

    /** Takes a key back; it is refused from here on. Empty when there is none with this id. */
    public Optional<KeyRow> revoke(long keyId) {
        Optional<KeyRow> revoked = database.write(session -> KeyRow.revoke(session, keyId, now()));
        // If we die here the key is revoked and no cache outlives us.
        cache.forget();
        return revoked;
    }

    /** What a bearer key stands for. Compared in constant time: the index finds it by a hash that cannot be steered. */
    public Credential bearer(String key) {
        if (key.length() > KeyText.KEY_CHARACTERS_MAX) {
            return new Credential.Unknown();
        }
        Digest digest = KeyText.digest(key);
        return cache.find(digest, wanted -> database.read(session -> KeyRow.bearer(session, wanted)))
                .filter(found -> MessageDigest.isEqual(found.digest().bytes(), digest.bytes()))
                .map(found -> credential(found.key()))
                .orElseGet(Credential.Unknown::new);
    }

    /** What an access id stands for, with the secret to check its signature. */
    public Optional<AccessSecret> accessId(String id) {
        return database.read(session -> KeyRow.access(session, id))
                .map(found ->
                        new AccessSecret(secrets.open(found.secret(), found.accessId()), credential(found.key())));
    }

    private Credential credential(KeyRow key) {
        if (key.revokedAtSeconds() != null) {
            return new Credential.Revoked();
        }
        if (key.expiresAtSeconds() != null && key.expiresAtSeconds() <= now()) {
            return new Credential.Unknown();
        }
        AccountRow account = key.account();
        return plans.find(account.plan())
                .<Credential>map(plan -> new Credential.Known(new Caller(
                        account.id(), account.owner(), account.name(), Role.parse(account.role()), plan, key.id())))
                .orElseGet(() -> new Credential.NoPlan(account.plan()));
    }

    /** Refuses what no key can have; asked before an account is made for one. */
    public void requireKey(String name, @Nullable Long expiresAtSeconds) {
        require(NAME, "name", name, "1 to " + NAME_CHARACTERS_MAX + " characters, no control characters");
        if (expiresAtSeconds != null && expiresAtSeconds <= now()) {
            throw new InvalidField(
                    "expires_at", Instant.ofEpochSecond(expiresAtSeconds) + " has passed", "a time to come");
        }
    }

    private NewKey insert(KeyRow.Draft draft, String secret) {
        requireKey(draft.name(), draft.expiresAtSeconds());
        return new NewKey(database.write(session -> KeyRow.insert(session, draft, now())), secret);
    }

    private static OwnerRow community(Session session, String field, String handle) {
        OwnerRow found = owner(session, field, handle);
        if (!found.kind().hasMembers()) {
            throw new InvalidField(
                    field, InvalidField.shown(handle) + " is an " + found.kind().word(), "a community or a source");
        }
        return found;
    }

    private static OwnerRow owner(Session session, String field, String handle) {
        return OwnerRow.find(session, handle)
                .orElseThrow(() -> new InvalidField(field, InvalidField.shown(handle), "the handle of an owner"));
    }

    private static void require(Pattern shape, String field, String value, String wanted) {
        if (!shape.matcher(value).matches()) {
            throw new InvalidField(field, InvalidField.shown(value), wanted);
        }
    }

    private String planNames() {
        return String.join(
                ", ",
                plans.all().stream()
                        .map(Plan::name)
                        .filter(name -> !name.equals(Plans.ANONYMOUS))
                        .toList());
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
