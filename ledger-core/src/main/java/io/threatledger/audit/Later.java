package io.threatledger.audit;

import io.threatledger.entry.EntryId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an API shows of the entries beyond the audited size, asked only when something is left out. Owned by one thread. */
final class Later {
    private static final String REVOKED = "revoked";

    private final Listing listing;
    private final long size;
    private final Set<String> superseded = new HashSet<>();
    private long seen;

    /** @param size entries from this index on are later ones */
    Later(Listing listing, long size) {
        this.listing = listing;
        this.size = size;
        this.seen = size - 1;
    }

    /** Whether the API shows a later entry that supersedes or revokes this one. */
    boolean ended(EntryId id) {
        if (superseded.contains(id.value())) {
            return true;
        }
        look();
        return superseded.contains(id.value()) || revoked(id);
    }

    private boolean revoked(EntryId id) {
        Optional<Listed> now = listing.find(id);
        return now.filter(it -> it.status().equals(REVOKED))
                .map(Listed::revokedIndex)
                .filter(index -> index >= size)
                .isPresent();
    }

    /** Takes in what was added since the last look. */
    private void look() {
        long newest = seen;
        Long before = null;
        for (boolean more = true; more; ) {
            List<Listed> page = listing.page(false, before);
            requireDescending(page, before);
            for (Listed each : page) {
                newest = Math.max(newest, each.index());
                if (each.index() > seen && each.supersedes() != null) {
                    superseded.add(each.supersedes());
                }
            }
            more = !page.isEmpty() && page.getLast().index() > seen;
            before = page.isEmpty() ? null : page.getLast().index();
        }
        seen = newest;
    }

    /** A list that does not go down would never end. */
    static void requireDescending(List<Listed> page, @Nullable Long before) {
        long last = before == null ? Long.MAX_VALUE : before;
        for (Listed each : page) {
            if (each.index() >= last) {
                throw new Contradiction(
                        Finding.API,
                        "the API lists index %d after index %d (wanted: the newest first)"
                                .formatted(each.index(), last));
            }
            last = each.index();
        }
    }
}
