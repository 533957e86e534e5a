package io.threatledger.audit;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.store.LedgerTable;
import io.threatledger.store.RawRow;
import io.threatledger.store.RowKey;
import io.threatledger.store.Session;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tags: those of live threats and no others. */
final class TagsCheck {
    private static final LedgerTable TAGS = LedgerTable.TAGS;

    private TagsCheck() {}

    /** The row is a tag of a live threat of that owner. */
    static @Nullable Damage isOfALiveThreat(Session session, RawRow row) {
        Long index = row.number("idx");
        Optional<RawRow> threat = index == null ? Optional.empty() : LedgerTable.THREATS.at(session, index);
        if (threat.isEmpty() || threat.get().value("live") == null) {
            return Damage.tooMany(row, "the tags of live threats, and there is none");
        }
        Optional<DecodedEntry> entry =
                LedgerTable.ENTRIES.at(session, index == null ? -1 : index).flatMap(EntryFacts::decode);
        boolean says = entry.isEmpty()
                || (entry.get().entry().owner().equals(row.text("owner"))
                        && entry.get().entry().body() instanceof ThreatAdded added
                        && added.claims().tags().contains(String.valueOf(row.text("tag"))));
        return says ? null : Damage.tooMany(row, "what the entry there says");
    }

    /** The first tag of a live threat that has no row. */
    static @Nullable Damage missing(Session session, String owner, List<String> tags, long index) {
        for (String tag : tags) {
            RowKey key = new RowKey(List.of(owner, tag, index));
            if (!TAGS.has(session, key)) {
                return Damage.missing(TAGS, key, "a tag of a live threat");
            }
        }
        return null;
    }
}
