package io.threatledger.merkle;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 value: 32 bytes, immutable, ordered as unsigned bytes. */
public final class Digest implements Comparable<Digest> {

    public static final int LENGTH_BYTES = 32;

    private final byte[] bytes;

    private Digest(byte[] owned) {
        this.bytes = owned;
    }

    /**
     * Copies the bytes.
     *
     * @throws IllegalArgumentException unless there are 32
     */
    public static Digest of(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            throw new IllegalArgumentException("digest: " + bytes.length + " bytes (wanted: 32 bytes)");
        }
        return new Digest(bytes.clone());
    }

    /** For this package: takes the array without a copy; nobody else may keep it. */
    static Digest owning(byte[] bytes) {
        return new Digest(bytes);
    }

    /** The SHA-256 of the bytes. */
    public static Digest sha256(byte[] content) {
        return new Digest(Rfc6962.sha256().digest(content));
    }

    /** Copies 32 bytes out of {@code src}. */
    public static Digest read(byte[] src, int off) {
        if (off < 0 || off > src.length - LENGTH_BYTES) {
            throw new IllegalArgumentException(
                    "digest: offset " + off + " of " + src.length + " bytes (wanted: 32 bytes there)");
        }
        return new Digest(Arrays.copyOfRange(src, off, off + LENGTH_BYTES));
    }

    /** Sixty-four hexadecimal digits of either case, without a prefix. */
    public static Digest ofHex(String hex) {
        if (hex.length() != 2 * LENGTH_BYTES) {
            throw new IllegalArgumentException(
                    "digest: " + hex.length() + " characters (wanted: 64 hexadecimal digits)");
        }
        return new Digest(HexFormat.of().parseHex(hex));
    }

    /** RFC 4648 section 4 with padding, and only the one spelling that an encoder would give. */
    public static Digest ofBase64(String text) {
        Digest digest = of(Base64.getDecoder().decode(text));
        if (!digest.base64().equals(text)) {
            throw new IllegalArgumentException("digest: base64 not canonical (wanted: " + digest.base64() + ")");
        }
        return digest;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public void writeTo(byte[] dst, int off) {
        System.arraycopy(bytes, 0, dst, off, LENGTH_BYTES);
    }

    @Override
    public int compareTo(Digest other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
