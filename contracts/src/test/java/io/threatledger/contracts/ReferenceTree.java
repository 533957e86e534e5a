package io.threatledger.contracts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tree of RFC 6962 section 2.1, as literally as Java allows: slow, and the judge of everything faster. */
final class ReferenceTree {
    private final Subtrees subtrees;
    private final Map<Range, Bytes32> computed = new HashMap<>();

    ReferenceTree(Subtrees subtrees) {
        this.subtrees = subtrees;
    }

    private record Range(long from, long to) {}

    /** Where the recursion ends. */
    interface Subtrees {
        /** MTH(D[from:to]) if it is known without going on; it must be for one leaf. */
        Optional<Bytes32> known(long from, long to);
    }

    /** Real leaves, of which one is of another history; a negative index changes none. */
    static ReferenceTree ofLeaves(long changedLeaf) {
        return new ReferenceTree((from, to) -> to - from == 1
                ? Optional.of(sha256(new byte[] {0}, text(from == changedLeaf ? "other " + from : "entry " + from)))
                : Optional.empty());
    }

    Bytes32 root(long size) {
        return mth(0, size);
    }

    TreeHead head(long size) {
        return new TreeHead(size, size == 0 ? Bytes32.ZERO : root(size));
    }

    /** PROOF(m, D[n]). */
    List<Bytes32> proof(long m, long n) {
        return subproof(m, 0, n, true);
    }

    private List<Bytes32> subproof(long m, long from, long to, boolean complete) {
        if (m == to - from) {
            return complete ? List.of() : List.of(mth(from, to));
        }
        long k = split(to - from);
        List<Bytes32> proof = new ArrayList<>();
        if (m <= k) {
            proof.addAll(subproof(m, from, from + k, complete));
            proof.add(mth(from + k, to));
        } else {
            proof.addAll(subproof(m - k, from + k, to, false));
            proof.add(mth(from, from + k));
        }
        return proof;
    }

    private Bytes32 mth(long from, long to) {
        Range range = new Range(from, to);
        Bytes32 hash = computed.get(range);
        if (hash == null) {
            hash = subtrees.known(from, to).orElseGet(() -> {
                long middle = from + split(to - from);
                return node(mth(from, middle), mth(middle, to));
            });
            computed.put(range, hash);
        }
        return hash;
    }

    /** The largest power of two smaller than n. */
    private static long split(long n) {
        return Long.highestOneBit(n - 1);
    }

    static Bytes32 node(Bytes32 left, Bytes32 right) {
        return sha256(new byte[] {1}, left.toBytes(), right.toBytes());
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static Bytes32 sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return Bytes32.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
