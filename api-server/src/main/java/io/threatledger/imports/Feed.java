package io.threatledger.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A list of threats in one of the formats, read line by line. One thread. */
public final class Feed {
    private final Lines lines;
    private final ReportMaker maker;
    private final OptionalInt countMin;
    private final Optional<FeedFormat> format;
    private @Nullable LineParser parser;

    /**
     * @param format empty: what the first line with something in it looks like
     * @param countMin for {@link FeedFormat#PLAIN}: leaves out lines whose second column is below it
     */
    public Feed(InputStream stream, Optional<FeedFormat> format, ReportDefaults defaults, OptionalInt countMin) {
        this.lines = new Lines(stream);
        this.format = format;
        this.maker = new ReportMaker(defaults);
        this.countMin = countMin;
    }

    /** The next line; empty at the end. */
    public Optional<FeedLine> next() throws IOException {
        return lines.next().map(this::parse);
    }

    /** Characters read so far, which of such lists is nearly bytes. */
    public long characters() {
        return lines.characters();
    }

    private FeedLine parse(Lines.Line line) {
        if (!line.isWhole()) {
            return new FeedLine.Refused(
                    line.number(), line.text(), "longer than " + Lines.LINE_CHARACTERS_MAX + " characters");
        }
        if (parser == null) {
            if (line.text().isBlank() || line.text().startsWith("#")) {
                return new FeedLine.Nothing();
            }
            parser = parser(format.orElseGet(() -> FeedFormat.ofFirstLine(line.text())));
        }
        return parser.parse(line.number(), line.text());
    }

    private LineParser parser(FeedFormat chosen) {
        return switch (chosen) {
            case PLAIN -> new PlainLines(maker, countMin);
            case CSV -> new CsvLines(maker);
            case NDJSON -> new NdjsonLines(maker);
        };
    }
}
