package io.threatledger.auth;

import io.threatledger.entry.RandomBytes;
import io.threatledger.store.SealedSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps HMAC secrets at rest: AES-256-GCM (NIST SP 800-38D), nonce of 12 random bytes before ciphertext and tag, the
 * access id as associated data, so that a secret moved to another row does not open.
 */
public final class SecretBox {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final RandomBytes random;

    /**
     * A box for one node.
     *
     * @param key 32 bytes, {@code NodeKeys.secretsKey()}
     */
    public SecretBox(byte[] key, RandomBytes random) {
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    SealedSecret seal(String secret, String accessId) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.fill(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, accessId, secret.getBytes(StandardCharsets.UTF_8));
        byte[] stored = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, stored, NONCE_BYTES, sealed.length);
        return new SealedSecret(stored);
    }

    /** The secret; an {@link IllegalStateException} when the row or the node's seed is not what it was. */
    String open(SealedSecret secret, String accessId) {
        byte[] stored = secret.bytes();
        byte[] nonce = Arrays.copyOf(stored, NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(stored, NONCE_BYTES, stored.length);
        return new String(run(Cipher.DECRYPT_MODE, nonce, accessId, sealed), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, String accessId, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(accessId.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secret of access id " + accessId + " cannot be used", e);
        }
    }
}
