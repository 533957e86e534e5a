package io.threatledger.log;

import io.threatledger.gate.GateWord;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.IdempotencyRow;
import java.util.List;

/** What became of an {@link AppendRequest}. The HTTP edge maps each case to a status in one place. */
public sealed interface Outcome {

    /**
     * All changes are in the ledger, durably.
     *
     * @param items one for each change, in order
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

    /** A change names a threat that the ledger does not have; nothing was written. */
    record UnknownThreat(int change) implements Outcome {}

    /** The {@code Idempotency-Key} was used with another body; nothing was written. */
    record KeyReused() implements Outcome {}

    /** The gate is closed; nothing was written. Try again when it opens. */
    record Closed(GateWord word) implements Outcome {}

    /** The queue is full; nothing was written. Try again in a second. */
    record QueueFull() implements Outcome {}

    /** The request's patience was over before the sequencer came to it; nothing was written. */
    record Withdrawn() implements Outcome {}
}
