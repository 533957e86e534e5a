package io.threatledger.query.indicator;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Target;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Session;
import io.threatledger.store.TargetEntries;
import io.threatledger.store.ThreatRecord;
import io.threatledger.store.ThreatRow;
import java.util.List;
import java.util.Optional;

/** Records of single targets, folded from their entries whenever they are asked for. Thread-safe. */
public final class Indicators {
    private final LedgerDatabase database;
    private final RecordFold fold;

    public Indicators(LedgerDatabase database, SourceWeights weights) {
        this.database = database;
        this.fold = new RecordFold(weights);
    }

    /** The record of exactly that target; nothing when no entry of it is in the window. */
    public Optional<IndicatorRecord> of(Target target, Window window) {
        return database.read(session -> read(session, target, window));
    }

    /** The record of the target of that entry; nothing when the entry itself is not in the window. */
    public Optional<IndicatorRecord> of(EntryId id, Window window) {
        return database.snapshot(session -> ThreatRecord.find(session, id)
                .map(ThreatRecord::row)
                .filter(window::sees)
                .flatMap(row -> read(session, row.target(), window)));
    }

    /** The record of the target whose entry stands at that index. */
    public Optional<IndicatorRecord> at(LeafIndex index, Window window) {
        return database.read(session ->
                ThreatRow.at(session, index).map(ThreatRow::target).flatMap(target -> read(session, target, window)));
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
        List<Report> reports =
                TargetEntries.of(session, target, window.moment().size().value(), window.startSeconds()).stream()
                        .map(told -> Report.of(told.interval(), told.entry()))
                        .toList();
        return reports.isEmpty() ? Optional.empty() : fold.fold(target, reports, window);
    }
}
