package io.threatledger.query;

import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.EntryVerifier;
import io.threatledger.entry.Presentation;
import io.threatledger.merkle.KnownSubtrees;
import io.threatledger.merkle.Tree;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.NoteVerifier;
import io.threatledger.proof.Anchor;
import io.threatledger.proof.Anchors;
import io.threatledger.proof.ProofBundle;
import io.threatledger.proof.ProofVerifier;
import io.threatledger.proof.Step;
import io.threatledger.proof.Trust;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Session;
import io.threatledger.store.StoredTiles;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the proof of an entry and verifies it before anyone gets it. Thread-safe. */
public final class Proofs {
    private final LedgerDatabase database;
    private final NoteVerifier log;
    private final List<EntryVerifier> entryKeys;
    private final LogPlace place;
    private final KnownSubtrees subtrees = new KnownSubtrees();

    /** @param entryKeys current and retired */
    public Proofs(LedgerDatabase database, NoteVerifier log, List<EntryVerifier> entryKeys, LogPlace place) {
        this.database = database;
        this.log = log;
        this.entryKeys = List.copyOf(entryKeys);
        this.place = place;
    }

    /**
     * The proof of an entry of either kind against the newest checkpoint in the view.
     *
     * @param view the largest size the reader may see
     * @param discloses whether the reader may see the restricted claims of that owner's entries
     * @throws IllegalStateException when what is stored does not verify: nothing of it may leave the node
     */
    public ProofAnswer prove(EntryId id, TreeSize view, Predicate<String> discloses) {
        return database.lookUps().snapshot(session -> {
            Optional<EntryRow> entry = EntryRow.find(session, id);
            if (entry.isEmpty()) {
                return new ProofAnswer.Unknown();
            }
            Optional<CheckpointRow> checkpoint = CheckpointRow.newestUpTo(session, view)
                    .filter(c -> c.size().contains(entry.get().index()));
            return checkpoint.isEmpty()
                    ? new ProofAnswer.NotYet(
                            EntryCodec.decode(entry.get().leaf()).entry().issuedAtSeconds())
                    : new ProofAnswer.Proven(verified(bundle(session, entry.get(), checkpoint.get(), discloses)));
        });
    }

    private ProofBundle bundle(Session session, EntryRow entry, CheckpointRow checkpoint, Predicate<String> discloses) {
        return new ProofBundle(
                entry.id(),
                Presentation.of(entry.leaf(), disclosed(entry, discloses)).text(),
                entry.index(),
                new Tree(StoredTiles.over(session), subtrees)
                        .inclusion(entry.index(), checkpoint.size())
                        .path(),
                checkpoint.note(),
                anchor(session, checkpoint));
    }

    private static List<String> disclosed(EntryRow entry, Predicate<String> discloses) {
        boolean may = !entry.disclosures().isEmpty()
                && discloses.test(EntryCodec.decode(entry.leaf()).entry().owner());
        return may ? entry.disclosures() : List.of();
    }

    /** Null after a reorganization took the anchor back, until the anchorer has put it there again. */
    private @Nullable Anchor anchor(Session session, CheckpointRow checkpoint) {
        return AnchorRow.at(session, checkpoint.size())
                .map(row -> new Anchor(
                        place.chainId(),
                        place.contract(),
                        place.logId(),
                        row.size(),
                        row.root(),
                        row.tx(),
                        row.block(),
                        row.logIndex()))
                .orElse(null);
    }

    private ProofBundle verified(ProofBundle bundle) {
        Anchor anchor = bundle.anchor();
        Anchors anchors = anchor == null ? null : (size, hint) -> Optional.of(anchor);
        List<Step> steps =
                ProofVerifier.trusting(new Trust(log, entryKeys, anchors)).verify(bundle);
        if (!Step.allOk(steps)) {
            throw new IllegalStateException("the proof of " + bundle.id() + " does not verify: "
                    + steps.stream()
                            .filter(step -> !step.ok())
                            .map(step -> step.name() + ": " + step.compared())
                            .collect(Collectors.joining("; ")));
        }
        return bundle;
    }
}
