package io.threatledger.note;

import io.threatledger.note.InvalidNote.Part;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The name of a note key: not empty, no Unicode space, no plus. */
record KeyName(String value) {

    /** Signature type of Ed25519 in a key id and in a vkey. */
    static final byte ED25519 = 1;

    KeyName {
        if (!isValid(value)) {
            throw new InvalidNote(Part.KEY, "key name: empty, or a space, a plus or a control character in it");
        }
    }

    static boolean isValid(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(c -> c == '+'
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.isISOControl(c)
                                || Character.getType(c) == Character.SURROGATE);
    }

    /** The first four bytes of the hash of the name, a line feed, and the key with its type byte. */
    int keyId(byte[] typedKey) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((value + "\n").getBytes(StandardCharsets.UTF_8));
            byte[] hash = sha256.digest(typedKey);
            return ByteBuffer.wrap(hash).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
