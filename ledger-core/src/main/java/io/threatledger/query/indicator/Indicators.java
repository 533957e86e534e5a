package io.threatledger.query.indicator;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Target;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Session;
import io.threatledger.store.TargetEntries;
import io.threatledger.store.ThreatRecord;
import java.util.List;
import java.util.Optional;

/** Records of single targets, folded from their entries whenever they are asked for. Thread-safe. */
public final class Indicators {
    /** Newest sightings and entries that a record in a list holds. */
    public static final int LISTED_ENTRIES_MAX = 10;

    private final LedgerDatabase database;
    private final SourceWeights weights;
    private final RecordFold fold;

    public Indicators(LedgerDatabase database, SourceWeights weights) {
        this.database = database;
        this.weights = weights;
        this.fold = new RecordFold(weights);
    }

    /** What the confidence of its records is made with. */
    public SourceWeights weights() {
        return weights;
    }

    /** The record of exactly that target; nothing when no entry of it is in the window. */
    public Optional<IndicatorRecord> of(Target target, Window window) {
        return database.lookUps().read(session -> read(session, target, window));
    }

    /** The record of the target of that entry; nothing when the entry itself is not in the window. */
    public Optional<IndicatorRecord> of(EntryId id, Window window) {
        return database.lookUps()
                .snapshot(session -> ThreatRecord.find(session, id)
                        .map(ThreatRecord::row)
                        .filter(window::sees)
                        .flatMap(row -> read(session, row.target(), window)));
    }

    /**
     * The records of the targets whose entries stand at those indexes, read in one go: a page of a list, not a whole one. Each is {@linkplain
     * IndicatorRecord#shortened shortened} to {@link #LISTED_ENTRIES_MAX}, so that a page fits in memory whatever is in it.
     */
    public List<IndicatorRecord> at(List<LeafIndex> indexes, Window window) {
        return database.snapshot(session -> indexes.stream()
                .flatMap(index -> TargetEntries.at(session, index).stream())
                .flatMap(target -> read(session, target, window).stream())
                .map(indicator -> indicator.shortened(LISTED_ENTRIES_MAX))
                .toList());
    }

    /** The record of exactly that target and how long it holds, in a snapshot of the caller's. */
    public Optional<Lasting> lasting(Session session, Target target, Window window) {
        List<Report> reports = reports(session, target, window);
        return reports.isEmpty() ? Optional.empty() : fold.lasting(target, reports, window);
    }

    /** The record of the target, or else that of the narrowest network that covers it and is listed. */
    public Optional<IndicatorRecord> covering(Target target, Window window) {
        return of(target, window).or(() -> narrowestListed(target, window));
    }

    private Optional<IndicatorRecord> narrowestListed(Target target, Window window) {
        return TargetEntries.covering(database, target).stream()
                .flatMap(network -> of(network, window).stream())
                .filter(IndicatorRecord::isListed)
                .findFirst();
    }

    private Optional<IndicatorRecord> read(Session session, Target target, Window window) {
        List<Report> reports = reports(session, target, window);
        return reports.isEmpty() ? Optional.empty() : fold.fold(target, reports, window);
    }

    private static List<Report> reports(Session session, Target target, Window window) {
        return TargetEntries.of(session, target, window.moment().size().value(), window.startSeconds()).stream()
                .map(Report::of)
                .toList();
    }
}
