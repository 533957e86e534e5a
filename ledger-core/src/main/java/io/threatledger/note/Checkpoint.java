package io.threatledger.note;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;

/** What the log says of itself (C2SP tlog-checkpoint, without extension lines). */
public record Checkpoint(String origin, TreeSize size, Digest root) {

    /** The text that is signed: three lines, each with its line feed. */
    public String body() {
        return origin + "\n" + size.value() + "\n" + root.base64() + "\n";
    }

    /** Reads or refuses with {@link InvalidNote}: when the text is not a checkpoint of exactly three lines. */
    public static Checkpoint parse(String body) {
        return Skeleton.missing();
    }

    /** The signed note. */
    public String sign(NoteSigner signer) {
        return Skeleton.missing();
    }

    /** Reads or refuses with {@link InvalidNote}: naming what failed. */
    public static Checkpoint open(String note, NoteVerifier verifier) {
        return Skeleton.missing();
    }
}
