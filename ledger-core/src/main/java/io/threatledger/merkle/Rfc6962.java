package io.threatledger.merkle;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The hashes of RFC 6962 section 2.1: a leaf is prefixed with 0x00, an inner node with 0x01. */
public final class Rfc6962 {

    static final byte LEAF_PREFIX = 0;
    static final byte NODE_PREFIX = 1;

    /** The root of the tree without leaves: SHA-256 of nothing. */
    public static final Digest EMPTY_ROOT = Digest.owning(sha256().digest());

    /** One per thread: a look-up of the algorithm costs as much as the hash. */
    private static final ThreadLocal<NodeHasher> HASHER = ThreadLocal.withInitial(NodeHasher::new);

    private Rfc6962() {}

    public static Digest leafHash(byte[] leaf) {
        return leafHash(leaf, 0, leaf.length);
    }

    public static Digest leafHash(byte[] buf, int off, int len) {
        return HASHER.get().leaf(buf, off, len);
    }

    public static Digest node(Digest left, Digest right) {
        return HASHER.get().node(left, right);
    }

    /** This thread's hasher, for callers that fold many nodes. */
    static NodeHasher hasher() {
        return HASHER.get();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Hashes nodes that stand in byte arrays, without an object per node. Owned by one thread. */
    static final class NodeHasher {

        private final MessageDigest sha256 = sha256();
        private final byte[] pair = new byte[1 + 2 * Digest.LENGTH_BYTES];

        NodeHasher() {
            pair[0] = NODE_PREFIX;
        }

        Digest leaf(byte[] buf, int off, int len) {
            sha256.update(LEAF_PREFIX);
            sha256.update(buf, off, len);
            return Digest.owning(sha256.digest());
        }

        Digest node(Digest left, Digest right) {
            left.writeTo(pair, 1);
            right.writeTo(pair, 1 + Digest.LENGTH_BYTES);
            sha256.update(pair);
            return Digest.owning(sha256.digest());
        }

        /**
         * Root of a perfect subtree.
         *
         * @param hashes holds its {@code count} lowest hashes, a power of two, from {@code off} on
         */
        Digest perfect(byte[] hashes, int off, int count) {
            if (count == 1) {
                return Digest.read(hashes, off);
            }
            byte[] row = new byte[count / 2 * Digest.LENGTH_BYTES];
            fold(hashes, off, count, row);
            for (int width = count / 2; width > 1; width /= 2) {
                fold(row, 0, width, row);
            }
            return Digest.read(row, 0);
        }

        /**
         * Root of a tree whose right part is known.
         *
         * @param hashes holds {@code width} subtrees of one height, to the left of all that {@code right} covers
         * @return {@code right} itself when the width is 0
         */
        @Nullable
        Digest prepend(byte[] hashes, int width, @Nullable Digest right) {
            Digest root = right;
            int done = width;
            while (done > 0) {
                int count = Integer.lowestOneBit(done);
                done -= count;
                Digest left = perfect(hashes, done * Digest.LENGTH_BYTES, count);
                root = root == null ? left : node(left, root);
            }
            return root;
        }

        /** Writing over the row just read is safe: the node at i is written after the hashes at 2i and 2i+1 were taken. */
        private void fold(byte[] src, int off, int count, byte[] dst) {
            try {
                for (int i = 0; i < count / 2; i++) {
                    System.arraycopy(src, off + i * 2 * Digest.LENGTH_BYTES, pair, 1, 2 * Digest.LENGTH_BYTES);
                    sha256.update(pair);
                    sha256.digest(dst, i * Digest.LENGTH_BYTES, Digest.LENGTH_BYTES);
                }
            } catch (DigestException e) {
                throw new IllegalStateException("a SHA-256 value has 32 bytes", e);
            }
        }
    }
}
