package io.threatledger.auth;

/**
 * Who asks, once a key has been checked.
 *
 * @param owner handle of the organization the account belongs to: what entries say in {@code owner}
 * @param keyId which of the account's keys it was
 */
public record Caller(long accountId, String owner, String accountName, Role role, Plan plan, long keyId) {
    /** Whether restricted claims of an owner's entry may be shown: by plan, and always to the owner. */
    public boolean maySeeRestrictedOf(String entryOwner) {
        return plan.showsRestricted() || owner.equals(entryOwner);
    }
}
