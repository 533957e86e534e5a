package io.threatledger.proof;

import java.util.List;

/** Verifies bundles against a {@link Trust}. */
public final class ProofVerifier {

    public ProofVerifier(Trust trust) {}

    /** The steps in order; the bundle is good when all are ok. */
    public List<Step> verify(ProofBundle bundle) {
        return Skeleton.missing();
    }
}
