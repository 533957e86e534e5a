package io.threatledger.intel;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Target;
import io.threatledger.query.indicator.IndicatorId;
import io.threatledger.query.indicator.IndicatorRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way into an answer, or the place of one that there is not.
 *
 * @param id of the record, or what was asked for, where that is known
 * @param target as {@code id}
 * @param record null: none is in the reader's window
 * @param matched the address that was asked for, when the record is that of a network which covers it
 * @param presentations by entry; null: not asked for
 */
record Shown(
        @Nullable IndicatorId id,
        @Nullable Target target,
        @Nullable IndicatorRecord record,
        @Nullable Target matched,
        @Nullable Map<EntryId, String> presentations) {

    static Shown of(IndicatorRecord record) {
        return new Shown(record.id(), record.target(), record, null, null);
    }

    /** The record that answers for a target: its own, or that of a network around it. */
    static Shown of(IndicatorRecord record, Target asked) {
        return new Shown(record.id(), record.target(), record, record.target().equals(asked) ? null : asked, null);
    }

    /** Nothing of that target. */
    static Shown nothing(Target asked) {
        return new Shown(IndicatorId.of(asked), asked, null, null, null);
    }

    /** Nothing under that id. */
    static Shown nothing(IndicatorId asked) {
        return new Shown(asked, null, null, null, null);
    }

    /** Nothing, and it is not known what of. */
    static Shown nothing() {
        return new Shown(null, null, null, null, null);
    }

    Shown with(Map<EntryId, String> proofs) {
        return new Shown(id, target, record, matched, proofs);
    }
}
