package io.threatledger.audit;

import io.threatledger.entry.EntryVerifier;
import io.threatledger.entry.NodeKeys;
import io.threatledger.entry.Origin;
import io.threatledger.note.NoteSigner;
import io.threatledger.note.NoteVerifier;
import java.util.List;

/**
 * Whose ledger it is.
 *
 * @param entry every key that ever signed entries of it
 * @param checkpoint every key that ever signed checkpoints of it
 */
public record FsckKeys(Origin origin, List<EntryVerifier> entry, List<NoteVerifier> checkpoint) {
    public FsckKeys {
        entry = List.copyOf(entry);
        checkpoint = List.copyOf(checkpoint);
    }

    /** The public halves of a node's own keys. */
    public static FsckKeys of(Origin origin, NodeKeys keys) {
        return new FsckKeys(
                origin,
                List.of(keys.entrySigner().verifier()),
                List.of(NoteSigner.ed25519(origin.value(), keys.checkpointSeed())
                        .verifier()));
    }
}
