package io.threatledger.merkle;

import java.util.List;

/** That the tree of size {@code to} begins with the tree of size {@code from} (RFC 9162 section 2.1.4). */
public record ConsistencyProof(TreeSize from, TreeSize to, List<Digest> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    public Verification verify(Digest rootFrom, Digest rootTo) {
        return Skeleton.missing();
    }
}
