package io.threatledger.audit;

import io.threatledger.entry.EntryId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a node's API says of its threats. Nothing of it is believed: it is held against the entries. */
public interface Listing {
    /**
     * A page of threats, those with the highest ledger index first; empty when there are no more.
     *
     * @param activeOnly whether only those that the node takes for active
     * @param before only those with a lower index; null: from the newest on
     */
    List<Listed> page(boolean activeOnly, @Nullable Long before);

    /** One threat by its id. */
    Optional<Listed> find(EntryId id);
}
