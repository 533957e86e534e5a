package io.threatledger.dev;

import io.threatledger.client.ThreatLedgerClient;
import io.threatledger.imports.Feed;
import io.threatledger.imports.FeedFormat;
import io.threatledger.imports.FeedLine;
import io.threatledger.imports.ImportListener;
import io.threatledger.imports.Importer;
import io.threatledger.imports.ReportDefaults;
import io.threatledger.imports.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** The threats that a new development node starts with, so that every list has something in it. */
final class Sample {
    static final String RESOURCE = "sample.ndjson";

    private Sample() {}

    /** Publishes the sample; says how many threats it has. */
    static long load(ThreatLedgerClient client, String run) throws IOException {
        try (InputStream stream = Objects.requireNonNull(Sample.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            Feed feed = new Feed(stream, Optional.of(FeedFormat.NDJSON), ReportDefaults.plain(), OptionalInt.empty());
            Tally tally = new Importer(client, new Refusing(), ThreatLedgerClient.BATCH_REPORTS_MAX, run).run(feed);
            return tally.accepted();
        }
    }

    /** The sample is ours: a line that is refused is a defect. */
    private static final class Refusing implements ImportListener {
        @Override
        public void refused(FeedLine.Refused line) {
            throw new IllegalStateException("sample line " + line.number() + " is refused: " + line.reason());
        }

        @Override
        public void progress(Tally tally) {}
    }
}
