package io.threatledger.entry;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * The keys of a node, derived from its one seed with HKDF-SHA256 (RFC 5869): empty salt, info {@code
 * threatledger/v1/<purpose>/<origin>}. Each serves one purpose.
 */
public final class NodeKeys {

    public static final int SEED_BYTES = 32;

    private static final int KEY_BYTES = 32;

    private final EntrySigner entrySigner;
    private final byte[] checkpointSeed;
    private final byte[] secretsKey;

    private NodeKeys(EntrySigner entrySigner, byte[] checkpointSeed, byte[] secretsKey) {
        this.entrySigner = entrySigner;
        this.checkpointSeed = checkpointSeed;
        this.secretsKey = secretsKey;
    }

    /** Derives all keys; the seed is not kept. */
    public static NodeKeys fromSeed(byte[] seed, Origin origin) {
        if (seed.length != SEED_BYTES) {
            throw new InvalidField("seed", seed.length + " bytes", SEED_BYTES + " bytes");
        }
        return new NodeKeys(
                EntrySigner.ed25519(derive(seed, "entry", origin)),
                derive(seed, "checkpoint", origin),
                derive(seed, "secrets", origin));
    }

    public EntrySigner entrySigner() {
        return entrySigner;
    }

    /** The Ed25519 seed of the note signer whose name is the origin. */
    public byte[] checkpointSeed() {
        return checkpointSeed.clone();
    }

    /** The AES-256 key for secrets at rest. */
    public byte[] secretsKey() {
        return secretsKey.clone();
    }

    private static byte[] derive(byte[] seed, String purpose, Origin origin) {
        byte[] info = ("threatledger/v1/" + purpose + "/" + origin.value()).getBytes(StandardCharsets.US_ASCII);
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(seed, new byte[0], info));
        byte[] key = new byte[KEY_BYTES];
        hkdf.generateBytes(key, 0, KEY_BYTES);
        return key;
    }
}
