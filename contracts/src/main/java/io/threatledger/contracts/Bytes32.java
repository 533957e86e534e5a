package io.threatledger.contracts;

import java.util.Arrays;
import java.util.HexFormat;

/** The 32-byte word of the chain: a root, a key, a hash. Immutable; {@link #toString()} is {@code 0x} and 64 digits. */
public final class Bytes32 {
    public static final int SIZE_BYTES = 32;
    public static final Bytes32 ZERO = new Bytes32(new byte[SIZE_BYTES]);

    private final byte[] value;

    private Bytes32(byte[] value) {
        this.value = value;
    }

    /**
     * The word of these bytes.
     *
     * @throws IllegalArgumentException if there are not exactly 32 bytes
     */
    public static Bytes32 of(byte[] bytes) {
        if (bytes.length != SIZE_BYTES) {
            throw new IllegalArgumentException("a word of the chain has 32 bytes, not " + bytes.length);
        }
        return new Bytes32(bytes.clone());
    }

    /**
     * The word of this text.
     *
     * @throws IllegalArgumentException if the text is not 64 hexadecimal digits, with or without {@code 0x}
     */
    public static Bytes32 ofHex(String hex) {
        return new Bytes32(Hex.bytes(hex, SIZE_BYTES));
    }

    public byte[] toBytes() {
        return value.clone();
    }

    /** 64 lower-case digits, without {@code 0x}. */
    public String toHex() {
        return HexFormat.of().formatHex(value);
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes32 that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "0x" + toHex();
    }
}
