package io.threatledger.dev;

import io.threatledger.contracts.Bytes32;
import io.threatledger.contracts.ContractKeys;
import io.threatledger.entry.InvalidField;
import io.threatledger.entry.NodeKeys;
import io.threatledger.entry.Origin;
import io.threatledger.entry.RandomBytes;
import io.threatledger.note.NoteSigner;
import io.threatledger.note.NoteVerifier;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/** What a log is for ever: its origin, and the keys that come from its seed. */
public record NodeIdentity(Origin origin, NodeKeys keys) {

    /**
     * Reads a seed file: {@link NodeKeys#SEED_BYTES} bytes in hexadecimal digits.
     *
     * @throws InvalidField when it is not one; what it holds is not repeated
     */
    public static NodeIdentity read(Path seedFile, Origin origin) throws IOException {
        try {
            byte[] seed = HexFormat.of()
                    .parseHex(Files.readString(seedFile, StandardCharsets.US_ASCII)
                            .strip());
            return new NodeIdentity(origin, NodeKeys.fromSeed(seed, origin));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new InvalidField("seed", seedFile + " is no seed", "a file of 64 hexadecimal digits");
        }
    }

    /** The identity that a development node has in its folder; nothing where there is none. */
    public static Optional<NodeIdentity> inDevFolder(Path folder) throws IOException {
        return DevFolder.isIdentified(folder)
                ? Optional.of(read(DevFolder.seedFile(folder), DevFolder.origin(folder)))
                : Optional.empty();
    }

    /** Makes a new seed in a new file of mode 0600. */
    public static NodeIdentity create(Path seedFile, Origin origin, RandomBytes random) throws IOException {
        byte[] seed = new byte[NodeKeys.SEED_BYTES];
        random.fill(seed);
        SecretFile.create(seedFile, (HexFormat.of().formatHex(seed) + "\n").getBytes(StandardCharsets.US_ASCII));
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
