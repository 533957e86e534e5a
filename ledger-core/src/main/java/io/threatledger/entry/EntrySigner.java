package io.threatledger.entry;

/** Signs entries. Safe for threads. */
public final class EntrySigner {

    private EntrySigner() {}

    public static EntrySigner ed25519(byte[] seed) {
        return Skeleton.missing();
    }

    public String kid() {
        return Skeleton.missing();
    }

    public byte[] sign(byte[] message) {
        return Skeleton.missing();
    }

    public byte[] publicKey() {
        return Skeleton.missing();
    }

    public EntryVerifier verifier() {
        return Skeleton.missing();
    }
}
