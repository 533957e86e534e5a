package io.threatledger.intel;

import io.threatledger.auth.Plan;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.Presentation;
import io.threatledger.store.EntryRow;
import io.threatledger.store.LedgerDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries as they were anchored, each with the disclosures that the plan may see: none, or all of them (RFC 9901).
 * Whoever holds one can check it against the log, redacted or not.
 */
final class Presentations {
    private final LedgerDatabase database;

    Presentations(LedgerDatabase database) {
        this.database = database;
    }

    /** The presentations of the entries that the record lists. */
    Shown added(Shown shown, Plan plan) {
        List<EntryId> threats =
                shown.record() == null ? List.of() : shown.record().threats();
        return shown.with(of(threats.subList(0, Math.min(Records.ENTRIES_SHOWN_MAX, threats.size())), plan));
    }

    private Map<EntryId, String> of(List<EntryId> ids, Plan plan) {
        return database.read(session -> {
            Map<EntryId, String> presentations = new LinkedHashMap<>();
            for (EntryId id : ids) {
                EntryRow entry = EntryRow.find(session, id).orElseThrow();
                List<String> disclosed = plan.showsRestricted() ? entry.disclosures() : List.of();
                presentations.put(id, Presentation.of(entry.leaf(), disclosed).text());
            }
            return presentations;
        });
    }
}
