package io.threatledger.merkle;

import java.util.List;

/**
 * That the tree of size {@code to} begins with the tree of size {@code from} (RFC 9162 section 2.1.4).
 *
 * <p>From size 0 every tree is consistent: the path is empty, as the contract and C2SP witnesses have it, and the root given for
 * size 0 must be {@link Rfc6962#EMPTY_ROOT}.
 */
public record ConsistencyProof(TreeSize from, TreeSize to, List<Digest> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** Range, exact length, fold, compare, as in {@link InclusionProof#verify}. */
    public Verification verify(Digest rootFrom, Digest rootTo) {
        if (from.compareTo(to) > 0) {
            return Verification.invalid("size " + from + " is beyond size " + to);
        }
        int length = lengthOf(from.value(), to.value());
        if (path.size() != length) {
            return Verification.invalid("consistency path has " + path.size() + " hashes, " + length + " wanted");
        }
        if (from.equals(to) && !rootFrom.equals(rootTo)) {
            return Verification.invalid("two roots of size " + to + ": " + rootFrom + " and " + rootTo);
        }
        if (from.value() == 0) {
            return compare(from, Rfc6962.EMPTY_ROOT, rootFrom, Verification.valid());
        }
        return from.equals(to) ? Verification.valid() : fold(rootFrom, rootTo);
    }

    static int lengthOf(long from, long to) {
        if (from == 0 || from == to) {
            return 0;
        }
        int skipped = Long.numberOfTrailingZeros(from);
        int seed = Long.bitCount(from) == 1 ? 0 : 1;
        return InclusionProof.lengthOf(from - 1, to) - skipped + seed;
    }

    /** RFC 9162 section 2.1.4.2: both roots are rebuilt from the same hashes. */
    private Verification fold(Digest rootFrom, Digest rootTo) {
        boolean perfect = Long.bitCount(from.value()) == 1;
        int skipped = Long.numberOfTrailingZeros(from.value());
        long node = (from.value() - 1) >>> skipped;
        long last = (to.value() - 1) >>> skipped;
        Digest old = perfect ? rootFrom : path.getFirst();
        Digest grown = old;
        for (Digest hash : perfect ? path : path.subList(1, path.size())) {
            if ((node & 1) == 1 || node == last) {
                old = Rfc6962.node(hash, old);
                grown = Rfc6962.node(hash, grown);
                int zeros = node == 0 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= zeros;
                last >>>= zeros;
            } else {
                grown = Rfc6962.node(grown, hash);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return compare(from, old, rootFrom, compare(to, grown, rootTo, Verification.valid()));
    }

    private static Verification compare(TreeSize size, Digest computed, Digest given, Verification otherwise) {
        return computed.equals(given)
                ? otherwise
                : Verification.invalid("root of size " + size + " is " + computed + ", not " + given);
    }
}
