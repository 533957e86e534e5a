package io.threatledger.auth;

/** What became of the key a request shows. */
public sealed interface Credential {
    /** No key was shown. */
    record None() implements Credential {}

    /** A key that this store does not have, or that has expired. */
    record Unknown() implements Credential {}

    /** A key that was taken back. */
    record Revoked() implements Credential {}

    /** A good key of an account whose plan is not configured any more. */
    record NoPlan(String plan) implements Credential {}

    record Known(Caller caller) implements Credential {}
}
