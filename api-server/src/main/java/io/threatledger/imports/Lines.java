package io.threatledger.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a stream, none of them longer in memory than it may be. One thread. */
final class Lines {
    /** A report has about 1,000 characters; what is longer is no list of threats. */
    static final int LINE_CHARACTERS_MAX = 32_768;

    /** One line, from 1; without its end, and cut at {@link #LINE_CHARACTERS_MAX}. */
    record Line(long number, String text, boolean isWhole) {}

    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final BufferedReader reader;
    private long number;
    private long characters;

    Lines(InputStream stream) {
        this.reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8), 1 << 16);
    }

    /** The next line; empty at the end. */
    Optional<Line> next() throws IOException {
        int c = reader.read();
        if (c == END) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        boolean whole = true;
        for (; c != END && c != '\n'; c = reader.read()) {
            characters++;
            if (text.length() < LINE_CHARACTERS_MAX) {
                text.append((char) c);
            } else {
                whole = false;
            }
        }
        characters++;
        number++;
        return Optional.of(new Line(number, trimmed(text), whole));
    }

    /** Characters read so far: of an ASCII list, its bytes. */
    long characters() {
        return characters;
    }

    private String trimmed(StringBuilder text) {
        if (number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text.deleteCharAt(0);
        }
        if (!text.isEmpty() && text.charAt(text.length() - 1) == '\r') {
            text.setLength(text.length() - 1);
        }
        return text.toString();
    }
}
