package io.threatledger.query;

import io.threatledger.proof.ProofBundle;

/** What {@link Proofs} has for an id. */
public sealed interface ProofAnswer {
    /** The proof, verified. */
    record Proven(ProofBundle bundle) implements ProofAnswer {}

    /**
     * The entry is in the ledger and not in the view: not published yet, or withheld from this reader for a while. Which
     * of the two is not told.
     *
     * @param issuedAtSeconds when the entry was made, seconds since the epoch
     */
    record NotYet(long issuedAtSeconds) implements ProofAnswer {}

    /** The ledger has no such entry. */
    record Unknown() implements ProofAnswer {}
}
