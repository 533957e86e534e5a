package io.threatledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who reads too slowly is cut off, and is not blamed for what took the server's time. */
class PacedOutputTest {
    private static final int FREE_SECONDS = 10;
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    /** @param nanosPerByte what a reader takes for each */
    private PacedOutput reader(long nanosPerByte) {
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("one by one");
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                nanos.addAndGet(length * nanosPerByte);
                read.write(bytes, from, length);
            }
        };
        return new PacedOutput(slow, FREE_SECONDS, nanos::get);
    }

    @Test
    void aReaderBelowThePaceIsCutOffWhenItsFreeTimeIsOver() {
        PacedOutput half = reader(2 * SECOND / PacedOutput.BYTES_PER_SECOND_MIN);
        assertThatThrownBy(() -> half.write(new byte[1 << 20]))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessageContaining("too slow");
        int free = FREE_SECONDS * PacedOutput.BYTES_PER_SECOND_MIN;
        assertThat(read.size()).isBetween(free, free + PacedOutput.PIECE_BYTES);
    }

    @Test
    void aReaderThatKeepsThePaceGetsAll() throws IOException {
        PacedOutput steady = reader(SECOND / PacedOutput.BYTES_PER_SECOND_MIN);
        byte[] all = new byte[(1 << 20) + 1];
        all[1 << 20] = 1;
        steady.write(all);
        assertThat(read.toByteArray()).isEqualTo(all);
    }

    @Test
    void timeInWhichNothingWasWrittenIsNotTheReaders() throws IOException {
        PacedOutput quick = reader(1);
        quick.write(new byte[10]);
        nanos.addAndGet(3_600 * SECOND);
        quick.write(new byte[10]);
        assertThat(read.size()).isEqualTo(20);
    }
}
