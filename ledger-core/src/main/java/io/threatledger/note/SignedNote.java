package io.threatledger.note;

import java.util.List;

/** A text with its signature lines (C2SP signed-note). */
public final class SignedNote {

    private SignedNote() {}

    public static SignedNote parse(String note) {
        return Skeleton.missing();
    }

    public static SignedNote parse(byte[] utf8) {
        return Skeleton.missing();
    }

    public static SignedNote sign(String text, NoteSigner signer) {
        return Skeleton.missing();
    }

    public String text() {
        return Skeleton.missing();
    }

    public List<NoteSignature> signatures() {
        return Skeleton.missing();
    }

    public String encode() {
        return Skeleton.missing();
    }

    /** Reads or refuses with {@link InvalidNote}: when the key did not sign, or a signature of it is wrong. */
    public void verify(NoteVerifier verifier) {
        Skeleton.missing();
    }
}
