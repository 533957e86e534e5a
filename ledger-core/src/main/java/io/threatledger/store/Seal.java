package io.threatledger.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The seal of a row: the first {@link #LENGTH_BYTES} bytes of SHA-256 over the table's name and each column's name, type
 * and value. It is on rows that hold what cannot be computed from the entries.
 *
 * <p>It is against damage, not malice: it has no key, and whoever can write a row can write its seal. Against malice
 * there is the chain. Sixteen bytes let damage through once in 2^128, and an append pays for half of what 32 would take
 * on the disk.
 */
final class Seal {
    /** Length of a seal, bytes. */
    static final int LENGTH_BYTES = 16;

    private static final byte END_OF_NAME = 0;
    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Seal::sha256);

    private Seal() {}

    /** The seal over all columns but the seal, which is the last. */
    static byte[] of(LedgerTable table, @Nullable Object[] values) {
        MessageDigest hash = SHA256.get();
        name(hash, table.word());
        List<String> columns = table.columns();
        for (int i = 0; i < columns.size() - 1; i++) {
            name(hash, columns.get(i));
            value(hash, values[i]);
        }
        return Arrays.copyOf(hash.digest(), LENGTH_BYTES);
    }

    private static void name(MessageDigest hash, String name) {
        hash.update(name.getBytes(StandardCharsets.US_ASCII));
        hash.update(END_OF_NAME);
    }

    private static void value(MessageDigest hash, @Nullable Object value) {
        switch (value) {
            case null -> hash.update((byte) 'n');
            case Integer number -> value(hash, number.longValue());
            case Long number -> {
                hash.update((byte) 'i');
                hash.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
            }
            case String text -> counted(hash, 't', text.getBytes(StandardCharsets.UTF_8));
            case byte[] bytes -> counted(hash, 'b', bytes);
            default -> counted(hash, '?', value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void counted(MessageDigest hash, char type, byte[] bytes) {
        hash.update((byte) type);
        hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        hash.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
