package io.threatledger.cli;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Presentation;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.InclusionProof;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.Verification;
import io.threatledger.note.Checkpoint;
import io.threatledger.note.SignedNote;
import io.threatledger.proof.ProofBundle;
import io.threatledger.proof.Step;
import java.util.List;

/** What can be said of a bundle by someone who trusts no key: whether it agrees with itself. */
final class UntrustedSteps {
    private static final String UNCHECKED = "not checked: no key to check it with was given";

    private UntrustedSteps() {}

    static List<Step> of(ProofBundle bundle) {
        Digest leaf = Rfc6962.leafHash(Presentation.parse(bundle.presentation()).leaf());
        Checkpoint checkpoint =
                Checkpoint.parse(SignedNote.parse(bundle.checkpoint()).text());
        Verification inclusion = new InclusionProof(bundle.index(), checkpoint.size(), bundle.inclusion())
                .verify(leaf, checkpoint.root());
        EntryId computed = EntryId.of(leaf);
        return List.of(
                new Step(Step.ENTRY_SIGNATURE, false, UNCHECKED),
                new Step(Step.ID, computed.equals(bundle.id()), "the entry's hash gives " + computed),
                new Step(
                        Step.INCLUSION,
                        inclusion.ok(),
                        inclusion.ok() ? "leads to the root the bundle names" : inclusion.reason()),
                new Step(Step.CHECKPOINT_SIGNATURE, false, UNCHECKED));
    }
}
