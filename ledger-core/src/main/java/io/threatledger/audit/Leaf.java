package io.threatledger.audit;

import io.threatledger.entry.Entry;
import io.threatledger.entry.EntryId;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.store.EntryRow;
import java.util.List;

/**
 * A leaf with what follows from its bytes alone.
 *
 * @param row as it is stored, without disclosures
 */
record Leaf(EntryRow row, Digest hash, Entry entry) {
    static Leaf of(long index, byte[] bytes, Digest hash, Entry entry) {
        return new Leaf(new EntryRow(new LeafIndex(index), EntryId.of(hash), bytes, List.of()), hash, entry);
    }

    LeafIndex index() {
        return row.index();
    }

    EntryId id() {
        return row.id();
    }

    Contradiction breaks(String how) {
        return Contradiction.ofEntry(Finding.RULES, index().value(), "(%s) %s".formatted(id(), how));
    }
}
