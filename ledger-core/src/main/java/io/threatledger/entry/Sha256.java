package io.threatledger.entry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of short things, one instance per thread. */
final class Sha256 {

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::create);

    private Sha256() {}

    static byte[] of(byte[] bytes) {
        return DIGEST.get().digest(bytes);
    }

    /** The form that {@code _sd} and {@code kid} have: base64url of the hash of the ASCII bytes. */
    static String base64Url(String ascii) {
        return Base64Url.encode(of(ascii.getBytes(StandardCharsets.US_ASCII)));
    }

    private static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
