package io.threatledger.entry;

/** Verifies entries of one key. Safe for threads. */
public final class EntryVerifier {

    private EntryVerifier() {}

    public static EntryVerifier of(byte[] publicKey) {
        return Skeleton.missing();
    }

    public static EntryVerifier fromJwk(String json) {
        return Skeleton.missing();
    }

    public String jwk() {
        return Skeleton.missing();
    }

    public String kid() {
        return Skeleton.missing();
    }

    public byte[] publicKey() {
        return Skeleton.missing();
    }

    public boolean verify(byte[] message, byte[] signature) {
        return Skeleton.missing();
    }
}
