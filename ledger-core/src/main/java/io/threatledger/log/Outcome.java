package io.threatledger.log;

import io.threatledger.entry.InvalidField;
import io.threatledger.gate.GateWord;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.IdempotencyRow;
import java.util.List;

/** What became of an {@link AppendRequest}. The HTTP edge maps each case to a status in one place. */
public sealed interface Outcome {

    /**
     * All changes are in the ledger, durably.
     *
     * @param items for each change in order the entry that answers it; a change that revokes several has as many
     * @param reach the smallest tree that contains them all: when it is published, they are anchored
     */
    record Appended(List<IdempotencyRow.Item> items, TreeSize reach) implements Outcome {
        public Appended {
            items = List.copyOf(items);
        }

        static Appended of(List<IdempotencyRow.Item> items) {
            long last =
                    items.stream().mapToLong(item -> item.index().value()).max().orElseThrow();
            return new Appended(items, new TreeSize(last + 1));
        }
    }

    /** What was asked cannot be, as the ledger stands; nothing was written. Each API family has its own words for it. */
    sealed interface Refusal extends Outcome {}

    /** A change names a threat that the ledger does not have; nothing was written. */
    record UnknownThreat(int change) implements Refusal {}

    /** The owner has an active entry of the target already; nothing was written. */
    record IndicatorExists() implements Refusal {}

    /** The owner has no active entry of the target; nothing was written. */
    record UnknownIndicator() implements Refusal {}

    /** The owner has too many active entries of the target to revoke them in one batch; nothing was written. */
    record TooManyEntries() implements Refusal {}

    /** What an amendment would say cannot be said; nothing was written. */
    record Refused(InvalidField why) implements Refusal {}

    /** The {@code Idempotency-Key} was used with another body; nothing was written. */
    record KeyReused() implements Refusal {}

    /** The gate is closed; nothing was written. Try again when it opens. */
    record Closed(GateWord word) implements Outcome {}

    /** The queue is full; nothing was written. Try again in a second. */
    record QueueFull() implements Outcome {}

    /** The request's patience was over before the sequencer came to it; nothing was written. */
    record Withdrawn() implements Outcome {}
}
