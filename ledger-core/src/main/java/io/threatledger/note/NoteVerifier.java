package io.threatledger.note;

/** The public half of a note key. Safe for threads. */
public final class NoteVerifier {

    private NoteVerifier() {}

    public static NoteVerifier ed25519(String name, byte[] publicKey) {
        return Skeleton.missing();
    }

    public static NoteVerifier fromVkey(String vkey) {
        return Skeleton.missing();
    }

    public String vkey() {
        return Skeleton.missing();
    }

    public String name() {
        return Skeleton.missing();
    }

    public int keyId() {
        return Skeleton.missing();
    }

    public byte[] publicKey() {
        return Skeleton.missing();
    }

    public boolean verify(byte[] text, byte[] signature) {
        return Skeleton.missing();
    }
}
