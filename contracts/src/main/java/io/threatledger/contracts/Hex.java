package io.threatledger.contracts;

import java.util.HexFormat;

/** Hexadecimal text as JSON-RPC writes it. */
final class Hex {
    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    /** The bytes of {@code 0x…} or bare digits, of any even number. */
    static byte[] bytes(String hex) {
        try {
            return FORMAT.parseHex(digits(hex));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not hexadecimal: " + hex, e);
        }
    }

    static byte[] bytes(String hex, int bytesWanted) {
        byte[] bytes = bytes(hex);
        if (bytes.length != bytesWanted) {
            throw new IllegalArgumentException(
                    "%d bytes of hexadecimal wanted, %d given: %s".formatted(bytesWanted, bytes.length, hex));
        }
        return bytes;
    }

    static String of(byte[] bytes) {
        return "0x" + FORMAT.formatHex(bytes);
    }

    private static String digits(String hex) {
        return hex.startsWith("0x") ? hex.substring(2) : hex;
    }
}
