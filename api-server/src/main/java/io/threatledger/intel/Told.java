package io.threatledger.intel;

import io.threatledger.auth.Plan;
import io.threatledger.events.Frame;
import io.threatledger.query.indicator.IndicatorRecord;
import io.threatledger.query.indicator.Window;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An event with the record of its target, worded once for each of the two that plans of one span may see. */
final class Told {
    private static final int BYTES = 8_192;
    /** The record, and the one before. */
    private static final int RECORDS = 2;

    private static final int ENTRY_BYTES = 128;

    /** What was found, which may be nothing. */
    private record Before(Optional<IndicatorRecord> record) {}

    private final IntelEvent event;
    private final Window window;
    private final Optional<IndicatorRecord> record;
    private volatile @Nullable Before before;
    private volatile byte @Nullable [] disclosed;
    private volatile byte @Nullable [] reduced;

    /**
     * An event that is told now.
     *
     * @param record of the target in that window; empty when a threat was revoked whose report is older than the window
     */
    Told(IntelEvent event, Window window, Optional<IndicatorRecord> record) {
        this.event = event;
        this.window = window;
        this.record = record;
    }

    IntelEvent event() {
        return event;
    }

    Window window() {
        return window;
    }

    Optional<IndicatorRecord> record() {
        return record;
    }

    /**
     * The record just before the entry, folded once.
     *
     * @param fold under the event's turn
     */
    Optional<IndicatorRecord> before(Supplier<Optional<IndicatorRecord>> fold) {
        Before known = before;
        if (known == null) {
            known = new Before(fold.get());
            before = known;
        }
        return known.record();
    }

    /** About as much memory as it takes, bytes. */
    long weight() {
        long entries =
                record.map(r -> r.threats().size() + r.sightings().size()).orElse(0);
        return BYTES + RECORDS * entries * ENTRY_BYTES;
    }

    /** As a plan of the span is told it. The array itself: do not write to it. */
    byte[] frame(Plan plan) {
        boolean discloses = plan.showsRestricted();
        byte[] known = discloses ? disclosed : reduced;
        if (known != null) {
            return known;
        }
        byte[] worded = word(plan);
        if (discloses) {
            disclosed = worded;
        } else {
            reduced = worded;
        }
        return worded;
    }

    /** Where there is no record, what a look-up answers: nothing is seen of the target. */
    private byte[] word(Plan plan) {
        Shown shown = record.map(Shown::of).orElseGet(() -> Shown.nothing(event.target()));
        return Frame.event(event.type().word(), event.index().value(), Records.json(shown, plan));
    }
}
