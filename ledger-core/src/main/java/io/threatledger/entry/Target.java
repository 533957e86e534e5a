package io.threatledger.entry;

/** An address or a network, in its one canonical form. */
public final class Target implements Comparable<Target> {

    private Target() {}

    public static Target parse(String text) {
        return Skeleton.missing();
    }

    public static Target fromKey(byte[] key) {
        return Skeleton.missing();
    }

    public String text() {
        return Skeleton.missing();
    }

    public byte[] key() {
        return Skeleton.missing();
    }

    public int prefixLength() {
        return Skeleton.missing();
    }

    public boolean isIpv4() {
        return Skeleton.missing();
    }

    public int addressBits() {
        return Skeleton.missing();
    }

    public boolean isNetwork() {
        return prefixLength() < addressBits();
    }

    public boolean covers(Target other) {
        return Skeleton.missing();
    }

    public Target withPrefix(int length) {
        return Skeleton.missing();
    }

    public KeyRange coveredRange() {
        return Skeleton.missing();
    }

    @Override
    public int compareTo(Target other) {
        return Skeleton.missing();
    }
}
