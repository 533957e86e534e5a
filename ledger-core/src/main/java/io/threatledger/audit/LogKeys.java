package io.threatledger.audit;

import io.threatledger.chain.KeyTerm;
import io.threatledger.contracts.ContractKeys;
import io.threatledger.entry.EntryVerifier;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.Checkpoint;
import io.threatledger.note.InvalidNote;
import io.threatledger.note.NoteVerifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The keys that a log may have signed with, each up to where it was replaced. Given from elsewhere, never taken from the
 * log itself. Safe for threads.
 */
public final class LogKeys {
    private static final long FOR_EVER = Long.MAX_VALUE;

    /** A key that is good for trees up to this size, and so for the entries in them. */
    private record Limited<K>(K key, long sizeMax) {
        Limited<K> orLonger(Limited<K> other) {
            return other.sizeMax > sizeMax ? other : this;
        }
    }

    private final String origin;
    private final Map<String, Limited<NoteVerifier>> checkpointKeys = new LinkedHashMap<>();
    private final Map<String, Limited<EntryVerifier>> entryKeys = new LinkedHashMap<>();

    private LogKeys(String origin) {
        this.origin = origin;
    }

    /** Keys that somebody handed over: good for ever. */
    public static LogKeys given(NoteVerifier log, List<EntryVerifier> entries) {
        LogKeys keys = new LogKeys(log.name());
        keys.add(log, FOR_EVER);
        entries.forEach(key -> keys.add(key, FOR_EVER));
        return keys;
    }

    /** The keys that the chain ever had for the log, oldest first. */
    public static LogKeys onChain(String origin, List<KeyTerm> terms) {
        LogKeys keys = new LogKeys(origin);
        for (KeyTerm term : terms) {
            ContractKeys pair = term.keys();
            long sizeMax = term.end().map(TreeSize::value).orElse(FOR_EVER);
            keys.add(NoteVerifier.ed25519(origin, pair.checkpointKey().toBytes()), sizeMax);
            keys.add(EntryVerifier.of(pair.entryKey().toBytes()), sizeMax);
        }
        return keys;
    }

    private void add(NoteVerifier key, long sizeMax) {
        checkpointKeys.merge(key.vkey(), new Limited<>(key, sizeMax), Limited::orLonger);
    }

    private void add(EntryVerifier key, long sizeMax) {
        entryKeys.merge(key.kid(), new Limited<>(key, sizeMax), Limited::orLonger);
    }

    /** The log's name. */
    public String origin() {
        return origin;
    }

    int entryKeyCount() {
        return entryKeys.size();
    }

    /**
     * Reads a checkpoint that one of the keys signed.
     *
     * @throws Contradiction when none of them did, or one that had been replaced by then
     */
    Checkpoint open(String note) {
        String why = "no key";
        for (Limited<NoteVerifier> limited : checkpointKeys.values()) {
            try {
                Checkpoint checkpoint = Checkpoint.open(note, limited.key());
                requireInTime(checkpoint, limited);
                return checkpoint;
            } catch (InvalidNote e) {
                why = String.valueOf(e.getMessage());
            }
        }
        throw new Contradiction(Finding.CHECKPOINT, why);
    }

    private static void requireInTime(Checkpoint checkpoint, Limited<NoteVerifier> limited) {
        if (checkpoint.size().value() > limited.sizeMax()) {
            throw new Contradiction(
                    Finding.CHECKPOINT,
                    "size %s is signed by %s, which was replaced on the chain before size %s was anchored"
                            .formatted(checkpoint.size(), limited.key().vkey(), limited.sizeMax()));
        }
    }

    /**
     * Checks an entry's signature.
     *
     * @param kid what the entry says has signed it
     * @throws Contradiction when the key is none of these, was replaced before, or did not sign this
     */
    void verify(String kid, byte[] leaf, long index) {
        Limited<EntryVerifier> limited = entryKeys.get(kid);
        if (limited == null) {
            throw Contradiction.ofEntry(
                    Finding.SIGNATURES, index, "signed by key " + kid + ", which is none of the log's entry keys");
        }
        if (index >= limited.sizeMax()) {
            throw Contradiction.ofEntry(
                    Finding.SIGNATURES,
                    index,
                    "signed by key %s, which was replaced on the chain before size %s was anchored"
                            .formatted(kid, limited.sizeMax()));
        }
        if (!limited.key().verifyLeaf(leaf)) {
            throw Contradiction.ofEntry(Finding.SIGNATURES, index, "the signature is not that of key " + kid);
        }
    }

    /** Whether this is the checkpoint key, or was. */
    public boolean knows(NoteVerifier key) {
        return checkpointKeys.containsKey(key.vkey());
    }

    /** Throws {@link Contradiction} when the checkpoint key, which the log names, is none of these. */
    void requireKnown(NoteVerifier named) {
        if (!knows(named)) {
            throw new Contradiction(
                    Finding.KEYS, "the log's vkey is %s, which is no key of it".formatted(named.vkey()));
        }
    }

    /** The same for an entry key. */
    void requireKnown(EntryVerifier named) {
        if (!entryKeys.containsKey(named.kid())) {
            throw new Contradiction(
                    Finding.KEYS, "the log's jwks names key %s, which is no key of it".formatted(named.kid()));
        }
    }

    /** Every key with its limit, in words that are equal only for the same trust. */
    String described() {
        return entryKeys.values().stream()
                .map(limited -> limited.key().kid() + " " + limited.sizeMax() + "\n")
                .collect(Collectors.joining("", origin + "\n", ""));
    }
}
