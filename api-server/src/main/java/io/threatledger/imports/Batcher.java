package io.threatledger.imports;

import io.threatledger.client.ThreatLedgerClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers lines until one more would be too many for a request. One thread. */
final class Batcher {
    /** A node takes bodies of 1 MiB; this leaves it some room. */
    static final int BATCH_BYTES_MAX = 1_000_000;

    private final int reportsMax;
    private List<FeedLine.Usable> lines = new ArrayList<>();
    private int bytes;

    Batcher(int reportsMax) {
        if (reportsMax < 1 || reportsMax > ThreatLedgerClient.BATCH_REPORTS_MAX) {
            throw new IllegalArgumentException(
                    "a batch has 1 to " + ThreatLedgerClient.BATCH_REPORTS_MAX + " reports, not " + reportsMax);
        }
        this.reportsMax = reportsMax;
    }

    /** Takes the line; the batch that it was too much for, if it was. */
    Optional<Batch> add(FeedLine.Usable line) {
        int size = line.report().json().getBytes(StandardCharsets.UTF_8).length + 1;
        boolean full = lines.size() >= reportsMax || bytes + size > BATCH_BYTES_MAX;
        Optional<Batch> done = full ? rest() : Optional.empty();
        lines.add(line);
        bytes += size;
        return done;
    }

    /** What is left; empty when nothing is. */
    Optional<Batch> rest() {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Batch batch = new Batch(lines);
        lines = new ArrayList<>();
        bytes = 0;
        return Optional.of(batch);
    }
}
