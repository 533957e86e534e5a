package io.threatledger.entry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The compact JWS of an entry (RFC 7515 section 7.1), taken apart and held to the one header that we write. */
final class Jws {

    private static final String HEADER_START = "{\"alg\":\"EdDSA\",\"typ\":\"threat+sd-jwt\",\"kid\":\"";
    private static final String HEADER_END = "\"}";
    private static final int KID_CHARACTERS = 43;
    private static final int SIGNATURE_BYTES = 64;

    /** Base64url characters of a signature. */
    static final int SIGNATURE_CHARACTERS = 86;

    private final String kid;
    private final byte[] payload;
    private final byte[] signature;
    private final int signedLength;

    private Jws(String kid, byte[] payload, byte[] signature, int signedLength) {
        this.kid = kid;
        this.payload = payload;
        this.signature = signature;
        this.signedLength = signedLength;
    }

    static byte[] header(String kid) {
        return (HEADER_START + kid + HEADER_END).getBytes(StandardCharsets.US_ASCII);
    }

    static Jws parse(byte[] leaf) {
        if (leaf.length > EntryCodec.LEAF_BYTES_MAX) {
            throw new InvalidEntry(
                    "entry: " + leaf.length + " bytes (wanted: at most " + EntryCodec.LEAF_BYTES_MAX + ")");
        }
        int first = dot(leaf, 0);
        int second = dot(leaf, first + 1);
        byte[] header = Base64Url.decode("header", Arrays.copyOfRange(leaf, 0, first));
        byte[] payload = Base64Url.decode("payload", Arrays.copyOfRange(leaf, first + 1, second));
        byte[] signature = Base64Url.decode("signature", Arrays.copyOfRange(leaf, second + 1, leaf.length));
        if (signature.length != SIGNATURE_BYTES) {
            throw new InvalidEntry("signature: " + signature.length + " bytes (wanted: 64)");
        }
        return new Jws(kid(header), payload, signature, second);
    }

    /** Thumbprint of the key that is said to have signed. */
    String kid() {
        return kid;
    }

    byte[] payload() {
        return payload;
    }

    byte[] signature() {
        return signature;
    }

    /** How many bytes of the leaf are signed, from the first. */
    int signedLength() {
        return signedLength;
    }

    private static int dot(byte[] leaf, int from) {
        for (int i = from; i < leaf.length; i++) {
            if (leaf[i] == '.') {
                return i;
            }
        }
        throw new InvalidEntry("entry: too few dots (wanted: header.payload.signature)");
    }

    private static String kid(byte[] header) {
        String text = new String(header, StandardCharsets.ISO_8859_1);
        if (text.length() != HEADER_START.length() + KID_CHARACTERS + HEADER_END.length()
                || !text.startsWith(HEADER_START)
                || !text.endsWith(HEADER_END)) {
            throw new InvalidEntry("header: " + InvalidField.shown(text) + " (wanted: " + HEADER_START + "<thumbprint>"
                    + HEADER_END + ")");
        }
        String kid = text.substring(HEADER_START.length(), HEADER_START.length() + KID_CHARACTERS);
        Base64Url.decode("kid", kid);
        return kid;
    }
}
