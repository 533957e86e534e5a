package io.threatledger.note;

import io.threatledger.note.InvalidNote.Part;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** The public half of an Ed25519 note key (C2SP signed-note, signature type 0x01). Safe for threads. */
public final class NoteVerifier {

    private final KeyName name;
    private final Ed25519PublicKeyParameters key;
    private final int keyId;
    private volatile @Nullable Signed newest; // that was found good

    private record Signed(ByteBuffer text, ByteBuffer signature) {}

    private NoteVerifier(KeyName name, Ed25519PublicKeyParameters key) {
        this.name = name;
        this.key = key;
        this.keyId = name.keyId(typed(key.getEncoded()));
    }

    /** The verifier of a 32-byte public key under a name; for a log the name is the origin. */
    public static NoteVerifier ed25519(String name, byte[] publicKey) {
        if (publicKey.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(publicKey, 0)) {
            throw new InvalidNote(Part.KEY, "note key: not the 32 bytes of an Ed25519 public key");
        }
        return new NoteVerifier(new KeyName(name), new Ed25519PublicKeyParameters(publicKey, 0));
    }

    /** Reads {@code <name>+<key id, 8 hex>+<base64 of type and key>}; the key itself may contain a plus. */
    public static NoteVerifier fromVkey(String vkey) {
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw new InvalidNote(Part.KEY, "vkey: too few parts (wanted: <name>+<key id>+<key>)");
        }
        byte[] typed = decode(parts[2]);
        if (typed.length != 1 + Ed25519.PUBLIC_KEY_SIZE || typed[0] != KeyName.ED25519) {
            throw new InvalidNote(
                    Part.KEY, "vkey: key of " + typed.length + " bytes (wanted: type 1 and 32 bytes, Ed25519)");
        }
        NoteVerifier verifier = ed25519(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!verifier.vkey().equals(vkey)) {
            throw new InvalidNote(Part.KEY, "vkey: key id " + parts[1] + " (wanted: " + verifier.hexKeyId() + ")");
        }
        return verifier;
    }

    /** The form that is given to people and tools. */
    public String vkey() {
        return name.value() + "+" + hexKeyId() + "+" + Base64.getEncoder().encodeToString(typed(key.getEncoded()));
    }

    public String name() {
        return name.value();
    }

    /** The first four bytes of the hash of name, type and key, big-endian. */
    public int keyId() {
        return keyId;
    }

    public byte[] publicKey() {
        return key.getEncoded();
    }

    /** Whether the signature is this key's. The note that was good last is known again: a checkpoint stands in many proofs. */
    public boolean verify(byte[] text, byte[] signature) {
        Signed asked = new Signed(ByteBuffer.wrap(text), ByteBuffer.wrap(signature));
        if (asked.equals(newest)) {
            return true;
        }
        boolean good = signature.length == Ed25519.SIGNATURE_SIZE
                && key.verify(Ed25519.Algorithm.Ed25519, null, text, 0, text.length, signature, 0);
        if (good) {
            newest = new Signed(ByteBuffer.wrap(text.clone()), ByteBuffer.wrap(signature.clone()));
        }
        return good;
    }

    private String hexKeyId() {
        return HexFormat.of().toHexDigits(keyId);
    }

    private static byte[] typed(byte[] publicKey) {
        byte[] typed = new byte[1 + publicKey.length];
        typed[0] = KeyName.ED25519;
        System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
        return typed;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidNote(Part.KEY, "vkey: the key is not base64");
        }
    }
}
