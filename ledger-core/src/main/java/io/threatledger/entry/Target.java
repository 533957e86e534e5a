package io.threatledger.entry;

import java.util.Arrays;

/**
 * An address or a network, in its one canonical form: host bits cleared, IPv4-mapped IPv6 as IPv4, IPv6 as RFC 5952 has it,
 * the prefix length left out where it is the whole address. Immutable.
 */
public final class Target implements Comparable<Target> {

    public static final int IPV4_BITS = 32;
    public static final int IPV6_BITS = 128;

    private static final byte IPV4 = 4;
    private static final byte IPV6 = 6;

    /** Family, address, prefix length. */
    private final byte[] key;

    private final String text;

    private Target(byte[] key, String text) {
        this.key = key;
        this.text = text;
    }

    /**
     * Reads an address or network as people write it: any case, host bits set, {@code /32} and mapped addresses are brought to the
     * canonical form; blanks, zones, wildcards, leading zeros and abbreviated IPv4 are refused.
     *
     * @throws InvalidField for the field {@code target}
     */
    public static Target parse(String text) {
        return TargetText.parse(text);
    }

    /** The target that has this key; anything else is an {@link InvalidField}. */
    public static Target fromKey(byte[] key) {
        if (isShaped(key, IPV4) || isShaped(key, IPV6)) {
            byte[] address = Arrays.copyOfRange(key, 1, key.length - 1);
            int prefix = key[key.length - 1] & 0xff;
            if (prefix <= address.length * Byte.SIZE) {
                Target target = of(address, prefix);
                if (Arrays.equals(target.key, key)) {
                    return target;
                }
            }
        }
        throw new InvalidField("target", "key of " + key.length + " bytes", "the key of a canonical target");
    }

    /** Takes the address array: host bits are cleared in it. */
    static Target of(byte[] address, int prefixLength) {
        clearHostBits(address, prefixLength);
        if (isMapped(address, prefixLength)) {
            return of(Arrays.copyOfRange(address, 12, 16), prefixLength - (IPV6_BITS - IPV4_BITS));
        }
        byte[] key = new byte[address.length + 2];
        key[0] = address.length == IPV4_BITS / Byte.SIZE ? IPV4 : IPV6;
        System.arraycopy(address, 0, key, 1, address.length);
        key[key.length - 1] = (byte) prefixLength;
        return new Target(key, TargetText.format(address, prefixLength));
    }

    /** The canonical form. */
    public String text() {
        return text;
    }

    /**
     * Family (4 or 6), address bytes, prefix length: 6 or 18 bytes. As unsigned bytes they order targets by family, then address,
     * then wider network first.
     */
    public byte[] key() {
        return key.clone();
    }

    public int prefixLength() {
        return key[key.length - 1] & 0xff;
    }

    public boolean isIpv4() {
        return key[0] == IPV4;
    }

    /** 32 or 128. */
    public int addressBits() {
        return isIpv4() ? IPV4_BITS : IPV6_BITS;
    }

    /** Whether it is more than one address. */
    public boolean isNetwork() {
        return prefixLength() < addressBits();
    }

    /** Whether every address of the other is one of this; a target covers itself. */
    public boolean covers(Target other) {
        return key[0] == other.key[0]
                && prefixLength() <= other.prefixLength()
                && other.withPrefix(prefixLength()).equals(this);
    }

    /**
     * The network of that length which covers this target.
     *
     * @param length 0 to {@link #prefixLength()}
     */
    public Target withPrefix(int length) {
        if (length < 0 || length > prefixLength()) {
            throw new IllegalArgumentException("prefix length: " + length + " (wanted: 0 to " + prefixLength() + ")");
        }
        return length == prefixLength() ? this : of(address(), length);
    }

    /** The keys of this target and of every target inside it, and of no other. */
    public KeyRange coveredRange() {
        byte[] hi = key();
        for (int bit = prefixLength(); bit < addressBits(); bit++) {
            hi[1 + bit / Byte.SIZE] |= (byte) (0x80 >>> bit % Byte.SIZE);
        }
        hi[hi.length - 1] = (byte) addressBits();
        return new KeyRange(key(), hi);
    }

    /** The order of keys. */
    @Override
    public int compareTo(Target other) {
        return Arrays.compareUnsigned(key, other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Target that && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return text;
    }

    private byte[] address() {
        return Arrays.copyOfRange(key, 1, key.length - 1);
    }

    private static boolean isShaped(byte[] key, byte family) {
        return key.length == 2 + (family == IPV4 ? IPV4_BITS : IPV6_BITS) / Byte.SIZE && key[0] == family;
    }

    private static void clearHostBits(byte[] address, int prefixLength) {
        int whole = prefixLength / Byte.SIZE;
        if (whole < address.length) {
            address[whole] &= (byte) (0xff00 >>> prefixLength % Byte.SIZE);
            Arrays.fill(address, whole + 1, address.length, (byte) 0);
        }
    }

    /** RFC 4291 section 2.5.5.2: ten bytes 00, two bytes ff; a shorter prefix covers more than IPv4 and stays what it is. */
    private static boolean isMapped(byte[] address, int prefixLength) {
        if (address.length * Byte.SIZE != IPV6_BITS || prefixLength < IPV6_BITS - IPV4_BITS) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[10] == (byte) 0xff && address[11] == (byte) 0xff;
    }
}
