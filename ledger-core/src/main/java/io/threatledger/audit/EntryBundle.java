package io.threatledger.audit;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.Rfc6962;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Up to 256 entries in a file (C2SP tlog-tiles): each is its length in two bytes, then its bytes. */
final class EntryBundle {
    private EntryBundle() {}

    /**
     * The entries of a file, which is nothing else.
     *
     * @throws IllegalArgumentException when an entry is cut off
     */
    static List<byte[]> parse(byte[] file) {
        List<byte[]> leaves = new ArrayList<>();
        int at = 0;
        while (at < file.length) {
            if (at + Short.BYTES > file.length) {
                throw cut(leaves.size());
            }
            int length = (file[at] & 0xff) << Byte.SIZE | (file[at + 1] & 0xff);
            at += Short.BYTES;
            if (at + length > file.length) {
                throw cut(leaves.size());
            }
            leaves.add(Arrays.copyOfRange(file, at, at + length));
            at += length;
        }
        return leaves;
    }

    /** The file with the first entries of this one alone; the file itself when it has no more. */
    static byte[] first(byte[] file, int entries) {
        int at = 0;
        for (int i = 0; i < entries && at + Short.BYTES <= file.length; i++) {
            at += Short.BYTES + ((file[at] & 0xff) << Byte.SIZE | (file[at + 1] & 0xff));
        }
        return at >= file.length ? file : Arrays.copyOf(file, at);
    }

    /**
     * How the file differs from what its tile says; empty when it does not.
     *
     * @param firstIndex of its first entry, for the words
     * @param hashes of the tile: exactly those of the entries there should be
     */
    static Optional<String> wrong(byte[] file, long firstIndex, byte[] hashes) {
        List<byte[]> leaves;
        try {
            leaves = parse(file);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        int wanted = hashes.length / Digest.LENGTH_BYTES;
        if (leaves.size() != wanted) {
            return Optional.of("holds %d entries, the tree has %d there".formatted(leaves.size(), wanted));
        }
        for (int i = 0; i < wanted; i++) {
            Digest computed = Rfc6962.leafHash(leaves.get(i));
            Digest said = Digest.read(hashes, i * Digest.LENGTH_BYTES);
            if (!computed.equals(said)) {
                return Optional.of("entry %s hashes to %s, the tree has %s"
                        .formatted(Contradiction.count(firstIndex + i), computed, said));
            }
        }
        return Optional.empty();
    }

    private static IllegalArgumentException cut(int entry) {
        return new IllegalArgumentException("entry " + entry + " of the bundle is cut off");
    }
}
