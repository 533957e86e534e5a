package io.threatledger.imports;

import java.util.Locale;
import java.util.Optional;

/** The formats a feed may have. */
public enum FeedFormat {
    /** {@code address<white space>anything}. */
    PLAIN,
    /** With a header that names the members of a report. */
    CSV,
    /** One JSON object a line, with the members of a report. */
    NDJSON;

    /** The format that the end of a file's name says. */
    public static Optional<FeedFormat> ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return Optional.of(CSV);
        }
        boolean json = name.endsWith(".ndjson") || name.endsWith(".jsonl") || name.endsWith(".json");
        return json ? Optional.of(NDJSON) : Optional.empty();
    }

    /** The format that the first line with something in it looks like. */
    static FeedFormat ofFirstLine(String line) {
        if (line.startsWith("{")) {
            return NDJSON;
        }
        return line.indexOf(',') > 0 && CsvLines.isHeader(line) ? CSV : PLAIN;
    }
}
