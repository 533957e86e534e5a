package io.threatledger.note;

import io.threatledger.note.InvalidNote.Part;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** One signature line: who is said to have signed, and with what. Immutable. */
public final class NoteSignature {

    /** An em dash and a space. */
    private static final String START = "\u2014 ";

    private static final int KEY_ID_BYTES = Integer.BYTES;

    private final KeyName name;
    private final int keyId;
    private final byte[] signature;

    NoteSignature(String name, int keyId, byte[] signature) {
        this.name = new KeyName(name);
        this.keyId = keyId;
        this.signature = signature.clone();
    }

    /** Reads a line without its line feed. */
    static NoteSignature parse(String line) {
        int space = line.indexOf(' ', START.length());
        if (!line.startsWith(START) || space < 0 || !KeyName.isValid(line.substring(START.length(), space))) {
            throw new InvalidNote(Part.LAYOUT, "note: a signature line is not an em dash, a name and base64");
        }
        byte[] bytes = decode(line.substring(space + 1));
        return new NoteSignature(
                line.substring(START.length(), space),
                ByteBuffer.wrap(bytes).getInt(),
                Arrays.copyOfRange(bytes, KEY_ID_BYTES, bytes.length));
    }

    public String name() {
        return name.value();
    }

    /** Four bytes, big-endian. */
    public int keyId() {
        return keyId;
    }

    public byte[] signature() {
        return signature.clone();
    }

    boolean isBy(NoteVerifier verifier) {
        return keyId == verifier.keyId() && name.value().equals(verifier.name());
    }

    String line() {
        byte[] bytes = ByteBuffer.allocate(KEY_ID_BYTES + signature.length)
                .putInt(keyId)
                .put(signature)
                .array();
        return START + name.value() + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    private static byte[] decode(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidNote(Part.LAYOUT, "note: a signature is not base64");
        }
        if (bytes.length <= KEY_ID_BYTES
                || !Base64.getEncoder().encodeToString(bytes).equals(base64)) {
            throw new InvalidNote(Part.LAYOUT, "note: a signature is too short or not canonical base64");
        }
        return bytes;
    }
}
