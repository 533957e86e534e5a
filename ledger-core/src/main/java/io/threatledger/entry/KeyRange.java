package io.threatledger.entry;

import java.util.Arrays;

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

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyRange that && Arrays.equals(lo, that.lo) && Arrays.equals(hi, that.hi);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(lo) + Arrays.hashCode(hi);
    }
}
