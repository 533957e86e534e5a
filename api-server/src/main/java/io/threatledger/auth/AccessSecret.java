package io.threatledger.auth;

/** An access id's secret with whom it stands for, to check one signature with. */
public record AccessSecret(String secret, Credential credential) {
    @Override
    public String toString() {
        return "AccessSecret[…]";
    }
}
