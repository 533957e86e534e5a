package io.threatledger.entry;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Signs entries with Ed25519 (RFC 8032). Safe for threads. */
public final class EntrySigner {

    private final Ed25519PrivateKeyParameters key;
    private final EntryVerifier verifier;
    private final byte[] encodedHeader;

    private EntrySigner(byte[] seed) {
        this.key = new Ed25519PrivateKeyParameters(seed, 0);
        this.verifier = EntryVerifier.of(key.generatePublicKey().getEncoded());
        this.encodedHeader = Base64Url.encodeToBytes(Jws.header(verifier.kid()));
    }

    /** The signer with this 32-byte private seed. */
    public static EntrySigner ed25519(byte[] seed) {
        if (seed.length != Ed25519.SECRET_KEY_SIZE) {
            throw new InvalidField("entry key", seed.length + " bytes", Ed25519.SECRET_KEY_SIZE + " bytes");
        }
        return new EntrySigner(seed);
    }

    /** RFC 7638 thumbprint of the public key. */
    public String kid() {
        return verifier.kid();
    }

    /** The 64-byte signature. */
    public byte[] sign(byte[] message) {
        return sign(message, message.length);
    }

    /** Of the first {@code length} bytes. */
    byte[] sign(byte[] message, int length) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        key.sign(Ed25519.Algorithm.Ed25519, null, message, 0, length, signature, 0);
        return signature;
    }

    public byte[] publicKey() {
        return verifier.publicKey();
    }

    public EntryVerifier verifier() {
        return verifier;
    }

    /** The same for every entry of this key. Not to be written to. */
    byte[] encodedHeader() {
        return encodedHeader;
    }
}
