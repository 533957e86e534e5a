package io.threatledger.query.indicator;

import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatClaims;
import io.threatledger.query.ThreatStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which reports of a target become its record.
 *
 * <p>What was seen counts every entry in the window, whatever became of it: sightings, times, threats. What holds counts
 * the active ones: confidence, action, tags. What is a fact of the target (AS, country, fleet, fingerprints) comes from
 * the latest entry that gives it and was not taken back: neither expiry nor a renewal that does not repeat it makes it
 * untrue.
 */
public final class RecordFold {
    private static final int MILLIS = 1_000;

    private final SourceWeights weights;

    public RecordFold(SourceWeights weights) {
        this.weights = weights;
    }

    /**
     * The record of the target; nothing when no report is in the window.
     *
     * @param reports all of this target, in any order; what the window does not show is ignored
     */
    public Optional<IndicatorRecord> fold(Target target, List<Report> reports, Window window) {
        return seen(target, reports, window).map(folded -> fold(target, folded));
    }

    /** The same with how long it holds. */
    public Optional<Lasting> lasting(Target target, List<Report> reports, Window window) {
        return seen(target, reports, window)
                .map(folded -> new Lasting(
                        fold(target, folded), folded.seen().getLast().interval().index(), folded.untilSeconds()));
    }

    private static Optional<Folded> seen(Target target, List<Report> reports, Window window) {
        if (!reports.stream().allMatch(report -> report.interval().target().equals(target))) {
            throw new IllegalArgumentException("reports: not all of " + target);
        }
        List<Report> seen = reports.stream()
                .filter(report -> window.sees(report.interval()))
                .sorted(Comparator.comparing(report -> report.interval().index()))
                .toList();
        return seen.isEmpty() ? Optional.empty() : Optional.of(new Folded(seen, window));
    }

    private IndicatorRecord fold(Target target, Folded folded) {
        List<Report> active = folded.active();
        Long asn = folded.latest(ThreatClaims::asn);
        return new IndicatorRecord(
                IndicatorId.of(target),
                target,
                !active.isEmpty(),
                active.isEmpty() ? Confidence.NONE : Confidence.of(active, weights),
                tags(active),
                strongest(active),
                asn,
                folded.latest(claims -> Objects.equals(claims.asn(), asn) ? claims.asnName() : null),
                folded.latest(ThreatClaims::country),
                folded.latest(ThreatClaims::fleet),
                folded.seen().getFirst().interval().issuedAtSeconds() * MILLIS,
                folded.seen().getLast().interval().issuedAtSeconds() * MILLIS,
                Sightings.summary(folded.seen()),
                folded.latest(claims -> claims.restricted().ja3()),
                folded.latest(claims -> claims.restricted().ja4()),
                Sightings.newestFirst(folded.seen()),
                folded.seen().reversed().stream().map(Report::id).toList());
    }

    private static List<String> tags(List<Report> active) {
        TreeSet<String> tags = new TreeSet<>(RecordFold::byCodePoints);
        active.forEach(report -> tags.addAll(report.claims().tags()));
        return List.copyOf(tags);
    }

    private static RecommendedAction strongest(List<Report> active) {
        return active.stream()
                .map(report -> RecommendedAction.of(report.interval().action()))
                .max(Comparator.naturalOrder())
                .orElse(RecommendedAction.MONITOR);
    }

    /** The order of UTF-8 bytes, which the database has. */
    private static int byCodePoints(String some, String other) {
        return Arrays.compare(some.codePoints().toArray(), other.codePoints().toArray());
    }

    /** @param seen oldest first, at least one */
    private record Folded(List<Report> seen, Window window) {
        List<Report> active() {
            return seen.stream().filter(report -> status(report).isActive()).toList();
        }

        /** The record is another once something active expires, or the window has left the oldest behind. */
        long untilSeconds() {
            return LongStream.concat(
                            active().stream()
                                    .map(report -> report.interval().expiresAtSeconds())
                                    .filter(Objects::nonNull)
                                    .mapToLong(Long::longValue),
                            seen.stream()
                                    .mapToLong(report -> report.interval().issuedAtSeconds())
                                    .map(window::leavesAtSeconds))
                    .min()
                    .orElse(Long.MAX_VALUE);
        }

        <T> @Nullable T latest(Function<ThreatClaims, @Nullable T> claim) {
            for (Report report : seen.reversed()) {
                T value = claim.apply(report.claims());
                if (value != null && status(report) != ThreatStatus.REVOKED) {
                    return value;
                }
            }
            return null;
        }

        private ThreatStatus status(Report report) {
            return ThreatStatus.of(report.interval(), window.moment());
        }
    }
}
