package io.threatledger.note;

/** One signature line: who is said to have signed, and with what. */
public final class NoteSignature {

    private final String name;
    private final int keyId;
    private final byte[] signature;

    public NoteSignature(String name, int keyId, byte[] signature) {
        this.name = name;
        this.keyId = keyId;
        this.signature = signature.clone();
    }

    public String name() {
        return name;
    }

    /** Four bytes, big-endian. */
    public int keyId() {
        return keyId;
    }

    public byte[] signature() {
        return signature.clone();
    }
}
