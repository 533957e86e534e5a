package io.threatledger.entry;

/** Target keys from {@code lo} to {@code hi}, both included, ordered as unsigned bytes. */
public final class KeyRange {

    private final byte[] lo;
    private final byte[] hi;

    KeyRange(byte[] lo, byte[] hi) {
        this.lo = lo;
        this.hi = hi;
    }

    public byte[] lo() {
        return lo.clone();
    }

    public byte[] hi() {
        return hi.clone();
    }
}
