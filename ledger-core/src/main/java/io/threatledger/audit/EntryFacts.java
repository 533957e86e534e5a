package io.threatledger.audit;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.InvalidEntry;
import io.threatledger.entry.InvalidField;
import io.threatledger.entry.ThreatAdded;
import io.threatledger.entry.ThreatRevoked;
import io.threatledger.store.LedgerTable;
import io.threatledger.store.RawRow;
import io.threatledger.store.Session;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What rows of {@code entries} say, for checks of other rows: nothing when they cannot be read. */
final class EntryFacts {

    private EntryFacts() {}

    static Optional<DecodedEntry> decode(RawRow row) {
        byte[] leaf = row.bytes("leaf");
        if (leaf == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(EntryCodec.decode(leaf));
        } catch (InvalidEntry | InvalidField e) {
            return Optional.empty();
        }
    }

    static Optional<RawRow> find(Session session, EntryId id) {
        return LedgerTable.ENTRIES.having(session, "id", id.value(), 1).stream().findFirst();
    }

    /** The entry that it supersedes or revokes. */
    static @Nullable EntryId named(DecodedEntry entry) {
        return switch (entry.entry().body()) {
            case ThreatAdded added -> added.supersedes();
            case ThreatRevoked revoked -> revoked.threat();
        };
    }

    static List<String> split(String disclosures) {
        return List.of(disclosures.split("~", -1));
    }

    /** How many entries there are, by the index of the last. */
    static long count(Session session) {
        return LedgerTable.ENTRIES
                .last(session)
                .map(row -> row.number("idx"))
                .map(last -> Math.max(0, last == Long.MAX_VALUE ? last : last + 1))
                .orElse(0L);
    }
}
