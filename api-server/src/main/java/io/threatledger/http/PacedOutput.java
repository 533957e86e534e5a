package io.threatledger.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/**
 * A long answer to one reader, who is cut off when it takes too long: what is held for it meanwhile, others want. Only
 * the time in which it might have read counts, not that in which the next bytes are made.
 *
 * <p>For one thread.
 */
public final class PacedOutput {
    /** One second more for each of so many bytes that were taken. */
    public static final int BYTES_PER_SECOND_MIN = 16_384;

    /** Written at once, bytes: the pace is looked at in between. */
    static final int PIECE_BYTES = 32_768;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final OutputStream out;
    private final long freeNanos;
    private final LongSupplier nanos;
    private long sent;
    private long waitedNanos;

    /**
     * Paces what is written from here on.
     *
     * @param secondsFree what a reader has for a start
     * @param nanos a monotonic clock, nanoseconds
     */
    public PacedOutput(OutputStream out, int secondsFree, LongSupplier nanos) {
        this.out = out;
        this.freeNanos = secondsFree * NANOS_PER_SECOND;
        this.nanos = nanos;
    }

    /**
     * Writes all of them.
     *
     * @throws IOException when the reader has gone or is too slow
     */
    public void write(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
            piece(bytes, from, Math.min(PIECE_BYTES, bytes.length - from));
        }
    }

    private void piece(byte[] bytes, int from, int length) throws IOException {
        long began = nanos.getAsLong();
        out.write(bytes, from, length);
        waitedNanos += nanos.getAsLong() - began;
        sent += length;
        if (waitedNanos > freeNanos + sent * NANOS_PER_SECOND / BYTES_PER_SECOND_MIN) {
            throw new InterruptedIOException("the reader took " + sent + " bytes and is too slow");
        }
    }
}
