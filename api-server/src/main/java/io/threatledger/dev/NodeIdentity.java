package io.threatledger.dev;

import io.threatledger.contracts.Bytes32;
import io.threatledger.contracts.ContractKeys;
import io.threatledger.entry.NodeKeys;
import io.threatledger.entry.Origin;
import io.threatledger.entry.RandomBytes;
import io.threatledger.note.NoteSigner;
import io.threatledger.note.NoteVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a log is for ever: its origin, and the keys that come from its seed. */
public record NodeIdentity(Origin origin, NodeKeys keys) {

    /** Reads a seed: a file of {@link NodeKeys#SEED_BYTES} bytes. */
    public static NodeIdentity read(Path seedFile, Origin origin) throws IOException {
        return new NodeIdentity(origin, NodeKeys.fromSeed(Files.readAllBytes(seedFile), origin));
    }

    /** Makes a new seed in a new file of mode 0600. */
    public static NodeIdentity create(Path seedFile, Origin origin, RandomBytes random) throws IOException {
        byte[] seed = new byte[NodeKeys.SEED_BYTES];
        random.fill(seed);
        SecretFile.create(seedFile, seed);
        return new NodeIdentity(origin, NodeKeys.fromSeed(seed, origin));
    }

    /** The checkpoint key, as it is given to people and tools. */
    public NoteVerifier checkpointKey() {
        return NoteSigner.ed25519(origin.value(), keys.checkpointSeed()).verifier();
    }

    /** The public keys, as the contract holds them. */
    public ContractKeys contractKeys() {
        return new ContractKeys(
                Bytes32.of(checkpointKey().publicKey()),
                Bytes32.of(keys.entrySigner().publicKey()));
    }
}
