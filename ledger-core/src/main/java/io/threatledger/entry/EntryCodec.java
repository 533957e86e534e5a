package io.threatledger.entry;

/** Entries to leaves and back. */
public final class EntryCodec {

    public static final int LEAF_BYTES_MAX = 65_535;

    private EntryCodec() {}

    public static SignedEntry sign(Entry entry, EntrySigner signer, RandomBytes random) {
        return Skeleton.missing();
    }

    /**
     * Reads a leaf.
     *
     * @throws InvalidEntry when the bytes are not exactly what {@link #sign} writes; the signature is not checked here */
    public static DecodedEntry decode(byte[] leaf) {
        return Skeleton.missing();
    }
}
