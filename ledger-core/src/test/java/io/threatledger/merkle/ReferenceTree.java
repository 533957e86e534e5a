package io.threatledger.merkle;

import java.util.ArrayList;
import java.util.List;

/** RFC 6962 section 2.1 as it is written there; slow, and nothing to get wrong. */
final class ReferenceTree {

    private ReferenceTree() {}

    static Digest root(List<Digest> leaves) {
        if (leaves.size() <= 1) {
            return leaves.isEmpty() ? Rfc6962.EMPTY_ROOT : leaves.getFirst();
        }
        int k = split(leaves.size());
        return Rfc6962.node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    static List<Digest> path(int m, List<Digest> leaves) {
        int n = leaves.size();
        if (n == 1) {
            return List.of();
        }
        int k = split(n);
        return m < k
                ? and(path(m, leaves.subList(0, k)), root(leaves.subList(k, n)))
                : and(path(m - k, leaves.subList(k, n)), root(leaves.subList(0, k)));
    }

    static List<Digest> proof(int m, List<Digest> leaves) {
        return subproof(m, leaves, true);
    }

    private static List<Digest> subproof(int m, List<Digest> leaves, boolean whole) {
        int n = leaves.size();
        if (m == n) {
            return whole ? List.of() : List.of(root(leaves));
        }
        int k = split(n);
        return m <= k
                ? and(subproof(m, leaves.subList(0, k), whole), root(leaves.subList(k, n)))
                : and(subproof(m - k, leaves.subList(k, n), false), root(leaves.subList(0, k)));
    }

    private static int split(int n) {
        return Integer.highestOneBit(n - 1);
    }

    private static List<Digest> and(List<Digest> path, Digest last) {
        List<Digest> all = new ArrayList<>(path);
        all.add(last);
        return all;
    }
}
