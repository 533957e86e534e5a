package io.threatledger.query;

import io.threatledger.proof.ProofBundle;

/** What {@link Proofs} has for an id. */
public sealed interface ProofAnswer {
    /** The proof, verified. */
    record Proven(ProofBundle bundle) implements ProofAnswer {}

    /** The entry is in the ledger and no published tree of the view contains it yet. */
    record NotYet() implements ProofAnswer {}

    /** The ledger has no such entry. */
    record Unknown() implements ProofAnswer {}
}
