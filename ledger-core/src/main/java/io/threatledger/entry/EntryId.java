package io.threatledger.entry;

import io.threatledger.merkle.Digest;

/** {@code TC-} and the first 26 characters of the base32 (RFC 4648, no padding) of the leaf hash: 130 bits of it. */
public record EntryId(String value) implements Comparable<EntryId> {

    public static final String PREFIX = "TC-";

    /** Base32 characters after the prefix. */
    public static final int HASH_CHARACTERS = 26;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_PER_CHARACTER = 5;

    public EntryId {
        if (!isEntryId(value)) {
            throw new InvalidField("id", InvalidField.shown(value), "TC- and 26 characters of A-Z 2-7");
        }
    }

    /** Reads an id; anything else is an {@link InvalidField}. */
    public static EntryId parse(String text) {
        return new EntryId(text);
    }

    /** The id of the entry with this leaf hash: whoever holds an entry can compute it. */
    public static EntryId of(Digest leafHash) {
        byte[] hash = leafHash.bytes();
        StringBuilder id = new StringBuilder(PREFIX);
        for (int i = 0; i < HASH_CHARACTERS; i++) {
            int bit = i * BITS_PER_CHARACTER;
            int window = (hash[bit >>> 3] & 0xff) << 8 | (hash[(bit >>> 3) + 1] & 0xff);
            id.append(ALPHABET.charAt(window >>> (16 - BITS_PER_CHARACTER - (bit & 7)) & 0x1f));
        }
        return new EntryId(id.toString());
    }

    @Override
    public int compareTo(EntryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isEntryId(String text) {
        if (text.length() != PREFIX.length() + HASH_CHARACTERS || !text.startsWith(PREFIX)) {
            return false;
        }
        for (int i = PREFIX.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (ALPHABET.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
