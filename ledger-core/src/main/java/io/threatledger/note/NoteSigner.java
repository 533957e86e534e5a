package io.threatledger.note;

import io.threatledger.note.InvalidNote.Part;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Signs notes under a name with Ed25519. Safe for threads. */
public final class NoteSigner {

    private final Ed25519PrivateKeyParameters key;
    private final NoteVerifier verifier;

    private NoteSigner(String name, byte[] seed) {
        this.key = new Ed25519PrivateKeyParameters(seed, 0);
        this.verifier = NoteVerifier.ed25519(name, key.generatePublicKey().getEncoded());
    }

    /** The signer with this 32-byte private seed. */
    public static NoteSigner ed25519(String name, byte[] seed) {
        if (seed.length != Ed25519.SECRET_KEY_SIZE) {
            throw new InvalidNote(Part.KEY, "note key: " + seed.length + " bytes (wanted: a seed of 32 bytes)");
        }
        return new NoteSigner(name, seed);
    }

    public String name() {
        return verifier.name();
    }

    public NoteVerifier verifier() {
        return verifier;
    }

    /** The 64-byte signature of a note's text with its final line feed. */
    public byte[] sign(byte[] text) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        key.sign(Ed25519.Algorithm.Ed25519, null, text, 0, text.length, signature, 0);
        return signature;
    }
}
