package io.threatledger.log;

import io.threatledger.entry.EntryId;

/** An entry that another one names: one that has its id, or one of the same batch that gets it when it is signed. */
sealed interface EntryRef permits EntryRef.Signed, Planned {
    /** The id; for a planned entry only after its wave was signed. */
    EntryId id();

    /** In which wave of its batch it is signed; -1 for one that is signed already. */
    int wave();

    /** An entry of an earlier batch. */
    record Signed(EntryId id) implements EntryRef {
        @Override
        public int wave() {
            return -1;
        }
    }
}
