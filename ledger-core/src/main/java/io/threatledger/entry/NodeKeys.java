package io.threatledger.entry;

/** The keys of a node, derived from its one seed; each serves one purpose. */
public final class NodeKeys {

    public static final int SEED_BYTES = 32;

    private NodeKeys() {}

    public static NodeKeys fromSeed(byte[] seed, Origin origin) {
        return Skeleton.missing();
    }

    public EntrySigner entrySigner() {
        return Skeleton.missing();
    }

    public byte[] checkpointSeed() {
        return Skeleton.missing();
    }

    public byte[] secretsKey() {
        return Skeleton.missing();
    }
}
