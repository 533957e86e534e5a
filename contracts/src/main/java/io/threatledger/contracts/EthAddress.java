package io.threatledger.contracts;

import java.util.Locale;
import org.web3j.crypto.Keys;

/**
 * An account or a contract of the chain.
 *
 * @param value {@code 0x} and 40 lower-case digits
 */
public record EthAddress(String value) {
    public static final int SIZE_BYTES = 20;
    public static final EthAddress ZERO = new EthAddress("0x" + "00".repeat(SIZE_BYTES));

    /**
     * The word of these bytes.
     *
     * @throws IllegalArgumentException if the text is not 40 hexadecimal digits, with or without {@code 0x}
     */
    public EthAddress {
        value = Hex.of(Hex.bytes(value.toLowerCase(Locale.ROOT), SIZE_BYTES));
    }

    public static EthAddress of(byte[] bytes) {
        return new EthAddress(Hex.of(bytes));
    }

    public byte[] toBytes() {
        return Hex.bytes(value, SIZE_BYTES);
    }

    /** The mixed-case form of EIP-55, for people. */
    public String toChecksummed() {
        return Keys.toChecksumAddress(value);
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    @Override
    public String toString() {
        return value;
    }
}
