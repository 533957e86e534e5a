package io.threatledger.dev;

import io.threatledger.auth.Accounts;
import io.threatledger.auth.Credential;
import io.threatledger.auth.KeyPrefix;
import io.threatledger.auth.NewKey;
import io.threatledger.auth.Role;
import io.threatledger.store.AccountRow;
import io.threatledger.store.OwnerRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The demonstration's owners, accounts and keys. A key that still works is kept; a lost one is made anew. */
final class DevAccounts {
    static final String ORGANIZATION = "Exemplary Organization";
    static final String COMMUNITY = "Common Community";

    private static final String ACCESS_ID = "TC_ACCESS_ID";
    private static final String ACCESS_SECRET = "TC_SECRET_KEY";
    private static final String KEY_NAME = "dev";

    /**
     * An account with the bearer key that is named for it. The readers are not of the publisher's organization, which
     * sees its own restricted claims on any plan.
     */
    private record Demo(String variable, String owner, String account, Role role, String plan, KeyPrefix prefix) {}

    private static final List<Demo> DEMOS = List.of(
            new Demo("ADMIN_KEY", ORGANIZATION, "admin", Role.ADMIN, "enterprise", KeyPrefix.PUBLISHER),
            new Demo("PUBLISHER_KEY", ORGANIZATION, "publisher", Role.PUBLISHER, "professional", KeyPrefix.PUBLISHER),
            new Demo("COMMUNITY_KEY", COMMUNITY, "community reader", Role.READER, "community", KeyPrefix.PUBLISHER),
            new Demo("PARTICIPANT_KEY", COMMUNITY, "participant", Role.READER, "participant", KeyPrefix.READER));

    private final Accounts accounts;

    DevAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * The keys by the name they have in {@code dev.env}.
     *
     * @param former what that file held, if there was one
     */
    Map<String, String> keys(Map<String, String> former) {
        ensureOwners();
        Map<String, String> keys = new LinkedHashMap<>();
        DEMOS.forEach(demo ->
                keys.put(demo.variable(), bearer(demo, Optional.ofNullable(former.get(demo.variable())))));
        keys.putAll(access(former));
        return keys;
    }

    private void ensureOwners() {
        List<String> handles = accounts.owners().stream().map(OwnerRow::handle).toList();
        if (!handles.contains(ORGANIZATION)) {
            accounts.createOwner(ORGANIZATION, ORGANIZATION, OwnerRow.Kind.ORGANIZATION);
        }
        if (!handles.contains(COMMUNITY)) {
            accounts.createOwner(COMMUNITY, COMMUNITY, OwnerRow.Kind.COMMUNITY);
        }
        // Joining twice is once: if we die between these, the next start does the rest.
        accounts.join(ORGANIZATION, COMMUNITY);
    }

    private String bearer(Demo demo, Optional<String> former) {
        return former.filter(key -> accounts.bearer(key) instanceof Credential.Known)
                .orElseGet(() -> accounts.createBearer(
                                account(demo.owner(), demo.account(), demo.role(), demo.plan())
                                        .id(),
                                demo.prefix(),
                                KEY_NAME,
                                null)
                        .secret());
    }

    private Map<String, String> access(Map<String, String> former) {
        Optional<String> id = Optional.ofNullable(former.get(ACCESS_ID));
        Optional<String> secret = Optional.ofNullable(former.get(ACCESS_SECRET));
        if (secret.isPresent() && id.flatMap(accounts::accessId).isPresent()) {
            return Map.of(ACCESS_ID, id.orElseThrow(), ACCESS_SECRET, secret.get());
        }
        AccountRow user = account(ORGANIZATION, "api user", Role.PUBLISHER, "professional");
        NewKey made = accounts.createAccessId(user.id(), KEY_NAME, null);
        Map<String, String> both = new LinkedHashMap<>();
        both.put(ACCESS_ID, made.row().hint());
        both.put(ACCESS_SECRET, made.secret());
        return both;
    }

    private AccountRow account(String owner, String name, Role role, String plan) {
        return accounts.account(owner, name).orElseGet(() -> accounts.createAccount(owner, name, role, plan));
    }
}
