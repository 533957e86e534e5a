package io.threatledger.bench;

import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/** Finds the ids in an event stream that arrives in pieces; everything else in it is passed over. */
final class IdLines {
    private static final byte[] BEGINNING = "id: ".getBytes(StandardCharsets.US_ASCII);
    private static final int OTHER = -1;

    /** Characters of this line that were those of the beginning, or {@link #OTHER}: it is not such a line. */
    private int matched;

    private long id;

    void read(byte[] piece, int count, LongConsumer ids) {
        for (int i = 0; i < count; i++) {
            byte character = piece[i];
            if (character == '\n') {
                if (matched == BEGINNING.length) {
                    ids.accept(id);
                }
                matched = 0;
                id = 0;
            } else if (matched == BEGINNING.length) {
                id = id * 10 + character - '0';
            } else if (matched != OTHER) {
                matched = character == BEGINNING[matched] ? matched + 1 : OTHER;
            }
        }
    }
}
