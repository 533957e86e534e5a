package io.threatledger.proof;

import io.threatledger.entry.EntryVerifier;
import io.threatledger.note.NoteVerifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier was given from elsewhere.
 *
 * @param log the checkpoint key; its name is the origin
 * @param entryKeys current and retired
 * @param anchors what the chain says; null: the anchor is not looked at
 */
public record Trust(
        NoteVerifier log,
        List<EntryVerifier> entryKeys,
        @Nullable Anchors anchors) {

    public Trust {
        entryKeys = List.copyOf(entryKeys);
    }
}
