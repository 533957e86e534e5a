package io.threatledger.entry;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verifies what one entry key signed. Safe for threads. */
public final class EntryVerifier {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Ed25519PublicKeyParameters key;
    private final String kid;

    private EntryVerifier(Ed25519PublicKeyParameters key) {
        this.key = key;
        this.kid = Sha256.base64Url(
                "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + Base64Url.encode(key.getEncoded()) + "\"}");
    }

    /**
     * The verifier of a 32-byte public key. Keys outside the prime-order group are refused: implementations differ in what they
     * accept for them.
     */
    public static EntryVerifier of(byte[] publicKey) {
        if (publicKey.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(publicKey, 0)) {
            throw new InvalidField("entry key", publicKey.length + " bytes", "the 32 bytes of an Ed25519 public key");
        }
        return new EntryVerifier(new Ed25519PublicKeyParameters(publicKey, 0));
    }

    /** Reads a public JWK (RFC 8037); a {@code kid} that is not the thumbprint and a private key are refused. */
    public static EntryVerifier fromJwk(String json) {
        JsonNode jwk = read(json);
        require(jwk, "kty", "OKP", true);
        require(jwk, "crv", "Ed25519", true);
        require(jwk, "alg", "EdDSA", false);
        require(jwk, "use", "sig", false);
        if (jwk.has("d")) {
            throw new InvalidField("jwk", "a private key (d)", "the public key alone");
        }
        EntryVerifier verifier = of(decodeX(jwk));
        require(jwk, "kid", verifier.kid(), false);
        return verifier;
    }

    /** Reads a set of public JWKs ({@code jwks.json}): at least one, each as {@link #fromJwk} wants it. */
    public static List<EntryVerifier> fromJwks(String json) {
        JsonNode keys = read(json).path("keys");
        if (!keys.isArray() || keys.isEmpty()) {
            throw new InvalidField("jwks", InvalidField.shown(json), "{\"keys\":[…]} with at least one key");
        }
        List<EntryVerifier> verifiers = new ArrayList<>();
        keys.forEach(key -> verifiers.add(fromJwk(key.toString())));
        return verifiers;
    }

    /** The JWK of this key, as it stands in {@code jwks.json}. */
    public String jwk() {
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + Base64Url.encode(key.getEncoded())
                + "\",\"alg\":\"EdDSA\",\"use\":\"sig\",\"kid\":\"" + kid + "\"}";
    }

    /** RFC 7638 thumbprint. */
    public String kid() {
        return kid;
    }

    public byte[] publicKey() {
        return key.getEncoded();
    }

    public boolean verify(byte[] message, byte[] signature) {
        return verify(message, message.length, signature);
    }

    /** Whether the leaf names this key and its signature is this key's. Bytes that are no JWS of ours are an {@link InvalidEntry}. */
    public boolean verifyLeaf(byte[] leaf) {
        Jws jws = Jws.parse(leaf);
        return jws.kid().equals(kid) && verify(leaf, jws.signedLength(), jws.signature());
    }

    private boolean verify(byte[] message, int length, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && key.verify(Ed25519.Algorithm.Ed25519, null, message, 0, length, signature, 0);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new InvalidField("jwk", "not JSON: " + InvalidField.shown(json), "a JSON Web Key");
        }
    }

    private static byte[] decodeX(JsonNode jwk) {
        try {
            return Base64Url.decode("x", jwk.path("x").asString(""));
        } catch (InvalidEntry e) {
            throw new InvalidField("jwk", "x is not base64url", "the 32 bytes of an Ed25519 public key");
        }
    }

    private static void require(JsonNode jwk, String member, String wanted, boolean always) {
        JsonNode found = jwk.path(member);
        if (always || !found.isMissingNode()) {
            if (!found.isString() || !found.asString().equals(wanted)) {
                throw new InvalidField("jwk", member + " is " + InvalidField.shown(found.toString()), wanted);
            }
        }
    }
}
