package io.threatledger.contracts;

import java.math.BigInteger;
import java.util.Arrays;

/** ABI data read strictly: whole words, no dirty padding, nothing missing. */
final class Words {
    private final String what;
    private final byte[] data;

    private Words(String what, byte[] data) {
        this.what = what;
        this.data = data;
    }

    /** Reads hexadecimal data; {@code what} names the call, event or error in messages. */
    static Words of(String what, String hex) {
        return new Words(what, parse(what, hex));
    }

    static Words ofExactly(String what, String hex, int wordsWanted) {
        Words words = of(what, hex);
        if (words.data.length != wordsWanted * Bytes32.SIZE_BYTES) {
            throw new ContractDecodingException("%s: %d words wanted, %d bytes given%s"
                    .formatted(what, wordsWanted, words.data.length, words.data.length == 0 ? noContract() : ""));
        }
        return words;
    }

    Bytes32 bytes32(int index) {
        return Bytes32.of(word(index));
    }

    EthAddress address(int index) {
        byte[] word = word(index);
        int padding = Bytes32.SIZE_BYTES - EthAddress.SIZE_BYTES;
        if (unsigned(word).bitLength() > EthAddress.SIZE_BYTES * 8) {
            throw new ContractDecodingException("%s: word %d is not an address".formatted(what, index));
        }
        return EthAddress.of(Arrays.copyOfRange(word, padding, Bytes32.SIZE_BYTES));
    }

    BigInteger uint(int index) {
        return unsigned(word(index));
    }

    /** A number that a Java long holds. */
    long longValue(int index) {
        BigInteger value = uint(index);
        if (value.bitLength() >= Long.SIZE) {
            throw new ContractDecodingException("%s: word %d is above 2^63: %s".formatted(what, index, value));
        }
        return value.longValue();
    }

    /** The bytes of the dynamic value whose offset stands in this word. */
    byte[] dynamic(int index) {
        int lengthAt = Math.toIntExact(Math.min(longValue(index), Integer.MAX_VALUE - Bytes32.SIZE_BYTES));
        long length = unsigned(slice(lengthAt, Bytes32.SIZE_BYTES)).longValue();
        return slice(lengthAt + Bytes32.SIZE_BYTES, length);
    }

    private byte[] word(int index) {
        return slice(index * Bytes32.SIZE_BYTES, Bytes32.SIZE_BYTES);
    }

    private byte[] slice(int from, long length) {
        if (from < 0 || length < 0 || from > data.length - length) {
            throw new ContractDecodingException(
                    "%s: %d bytes wanted at %d, %d given".formatted(what, length, from, data.length));
        }
        return Arrays.copyOfRange(data, from, from + (int) length);
    }

    private static byte[] parse(String what, String hex) {
        try {
            return Hex.bytes(hex);
        } catch (IllegalArgumentException e) {
            throw new ContractDecodingException(what + ": " + e.getMessage(), e);
        }
    }

    private static BigInteger unsigned(byte[] word) {
        return new BigInteger(1, word);
    }

    private static String noContract() {
        return " (is there a contract at this address?)";
    }
}
