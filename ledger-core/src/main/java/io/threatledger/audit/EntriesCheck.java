package io.threatledger.audit;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.Disclosures;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.EntryId;
import io.threatledger.entry.EntryType;
import io.threatledger.entry.EntryVerifier;
import io.threatledger.entry.InvalidEntry;
import io.threatledger.entry.InvalidField;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.store.LedgerTable;
import io.threatledger.store.RawRow;
import io.threatledger.store.RowKey;
import io.threatledger.store.Session;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Entries: one after another without a gap, each what its leaf says, signed by a key of this ledger, never issued before
 * the one before it, naming only entries that stand before it, with disclosures that open its digests.
 */
final class EntriesCheck implements Check<RowKey> {
    private static final LedgerTable ENTRIES = LedgerTable.ENTRIES;

    /** An entry by itself: what it says, or why it cannot be believed. */
    private record Judged(
            RawRow row,
            @Nullable DecodedEntry entry,
            @Nullable Damage damage) {}

    private final FsckKeys keys;
    private final int pageRows;
    private final CheckCores cores;

    EntriesCheck(FsckKeys keys, int pageRows, CheckCores cores) {
        this.keys = keys;
        this.pageRows = pageRows;
        this.cores = cores;
    }

    @Override
    public String name() {
        return ENTRIES.word();
    }

    @Override
    public CheckPage<RowKey> next(Session session, @Nullable RowKey after) {
        List<Judged> page = cores.map(ENTRIES.page(session, after, pageRows), this::judge);
        long index = after == null ? 0 : (Long) after.parts().getFirst() + 1;
        long issued = after == null ? 0 : issuedAt(session, index - 1);
        for (Judged judged : page) {
            Damage damage = inPlace(session, judged, index, issued);
            if (damage != null) {
                return CheckPage.damaged(page.size(), damage);
            }
            issued = judged.entry() == null ? issued : judged.entry().entry().issuedAtSeconds();
            index++;
        }
        return page.size() < pageRows
                ? CheckPage.last(page.size())
                : new CheckPage<>(page.size(), null, RowKey.of(index - 1));
    }

    private @Nullable Damage inPlace(Session session, Judged judged, long index, long notBefore) {
        Long found = judged.row().number("idx");
        if (found == null || found < index) {
            return Damage.tooMany(judged.row(), "indexes from 0 on, each once");
        }
        if (found > index) {
            return Damage.missing(ENTRIES, RowKey.of(index), "an entry before the one at " + found);
        }
        if (judged.damage() != null || judged.entry() == null) {
            return judged.damage();
        }
        long issued = judged.entry().entry().issuedAtSeconds();
        if (issued < notBefore) {
            return Damage.of(judged.row(), "leaf", "iat " + issued, "at least " + notBefore + ", of the entry before");
        }
        return named(session, judged.row(), judged.entry(), index);
    }

    private static @Nullable Damage named(Session session, RawRow row, DecodedEntry entry, long index) {
        EntryId named = EntryFacts.named(entry);
        if (named == null) {
            return null;
        }
        Optional<RawRow> earlier = EntryFacts.find(session, named).filter(it -> isThreatBefore(it, index));
        return earlier.isPresent()
                ? null
                : Damage.of(row, "leaf", "it names " + named, "a threat_added entry that stands before it");
    }

    private static boolean isThreatBefore(RawRow row, long index) {
        Long at = row.number("idx");
        return at != null
                && at < index
                && EntryFacts.decode(row)
                        .map(it -> it.entry().type() == EntryType.THREAT_ADDED)
                        .orElse(true);
    }

    private Judged judge(RawRow row) {
        byte[] leaf = row.bytes("leaf");
        if (leaf == null) {
            return new Judged(row, null, Damage.ofValue(row, "leaf", "bytes"));
        }
        try {
            DecodedEntry entry = EntryCodec.decode(leaf);
            return new Judged(row, entry, judge(row, leaf, entry));
        } catch (InvalidEntry | InvalidField e) {
            return new Judged(row, null, Damage.of(row, "leaf", String.valueOf(e.getMessage()), "an entry"));
        }
    }

    private @Nullable Damage judge(RawRow row, byte[] leaf, DecodedEntry entry) {
        if (!keys.origin().value().equals(entry.entry().issuer())) {
            return Damage.of(
                    row, "leaf", "iss " + entry.entry().issuer(), keys.origin().value());
        }
        Optional<EntryVerifier> key =
                keys.entry().stream().filter(k -> k.kid().equals(entry.kid())).findFirst();
        if (key.isEmpty() || !key.get().verifyLeaf(leaf)) {
            return Damage.of(row, "leaf", "no signature of key " + entry.kid(), "one of a key of this ledger");
        }
        String id = EntryId.of(Rfc6962.leafHash(leaf)).value();
        if (!id.equals(row.text("id"))) {
            return Damage.ofValue(row, "id", id);
        }
        Damage disclosed = disclosures(row, entry);
        return disclosed != null ? disclosed : RowRule.SEAL_IS_UNBROKEN.judge(row);
    }

    /** How many there should be the leaf does not tell, decoys stand in for what is not given: for that there is the seal. */
    private static @Nullable Damage disclosures(RawRow row, DecodedEntry entry) {
        if (row.value("disclosures") == null) {
            return null;
        }
        String joined = row.text("disclosures");
        if (joined == null) {
            return Damage.ofValue(row, "disclosures", "disclosures with ~ between them, or null");
        }
        try {
            Disclosures.read(entry, EntryFacts.split(joined));
            return null;
        } catch (InvalidEntry | InvalidField e) {
            return Damage.of(row, "disclosures", String.valueOf(e.getMessage()), "disclosures of this entry");
        }
    }

    private static long issuedAt(Session session, long index) {
        return ENTRIES.at(session, index)
                .flatMap(EntryFacts::decode)
                .map(it -> it.entry().issuedAtSeconds())
                .orElse(0L);
    }
}
