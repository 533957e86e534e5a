package io.threatledger.audit;

import io.threatledger.entry.DecodedEntry;
import io.threatledger.entry.EntryCodec;
import io.threatledger.entry.InvalidEntry;
import io.threatledger.merkle.MissingTile;
import io.threatledger.merkle.Rfc6962;
import io.threatledger.merkle.RightEdge;
import io.threatledger.store.LedgerBatch;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.StoredTiles;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Appends entries that were signed elsewhere to a ledger's file, which is then a ledger like any other.
 *
 * <p>Everything beside the leaf is derived from it anew, by the rules that the sequencer follows when it writes; an entry
 * that breaks one is refused with its index and the rule. There are no disclosures: a leaf has none in it. Owned by one
 * thread; nothing else may write to the file.
 */
public final class Replay {
    /** Most entries of one transaction, and so of one {@link #append}. */
    public static final int BATCH_ENTRIES_MAX = 1_024;

    private final LedgerDatabase database;
    private final LogKeys keys;
    private LedgerHead head;
    private RightEdge edge;

    private Replay(LedgerDatabase database, LogKeys keys, LedgerHead head, RightEdge edge) {
        this.database = database;
        this.keys = keys;
        this.head = head;
        this.edge = edge;
    }

    /**
     * Continues at the ledger's head.
     *
     * @throws Contradiction when its tiles do not hash to the root in its head
     */
    public static Replay on(LedgerDatabase database, LogKeys keys) {
        LedgerHead head = database.read(LedgerHead::read);
        try {
            RightEdge edge = RightEdge.load(head.size(), new StoredTiles(database));
            if (edge.root().equals(head.root())) {
                return new Replay(database, keys, head, edge);
            }
            throw damaged(database, "they give root %s, the head says %s".formatted(edge.root(), head.root()));
        } catch (MissingTile e) {
            throw damaged(database, String.valueOf(e.getMessage()));
        }
    }

    private static Contradiction damaged(LedgerDatabase database, String how) {
        return new Contradiction(Finding.TILES, "the tiles of " + database.file() + " are damaged: " + how);
    }

    /** Where it stands. */
    public LedgerHead head() {
        return head;
    }

    /**
     * Appends the leaves that follow the head, all of them in one transaction.
     *
     * <p>If we die here, the file ends at the head before or after, and {@link #on} continues there.
     *
     * @param leaves at most {@link #BATCH_ENTRIES_MAX}
     * @throws Contradiction naming the first that breaks a rule; none of them is written
     */
    public LedgerHead append(List<byte[]> leaves) {
        if (leaves.size() > BATCH_ENTRIES_MAX) {
            throw new IllegalArgumentException(
                    "a batch has at most " + BATCH_ENTRIES_MAX + " entries, not " + leaves.size());
        }
        if (leaves.isEmpty()) {
            return head;
        }
        List<Leaf> decoded = decode(leaves);
        RightEdge grown = edge.copy();
        decoded.forEach(leaf -> grown.append(leaf.hash()));
        Derivation derived = database.read(session -> {
            Derivation derivation = new Derivation(session, head.issuedAtSeconds());
            decoded.forEach(derivation::take);
            return derivation;
        });
        LedgerHead to = new LedgerHead(grown.size(), grown.root(), derived.issuedAtSeconds());
        new LedgerBatch(
                        head,
                        to,
                        derived.entries(),
                        grown.changedTiles(),
                        derived.threats(),
                        derived.endings(),
                        List.of())
                .commit(database);
        grown.markClean();
        edge = grown;
        head = to;
        return head;
    }

    /** What needs no state is done on all cores: hashing, decoding, the signature. */
    private List<Leaf> decode(List<byte[]> leaves) {
        try {
            return decode(leaves, IntStream.range(0, leaves.size()).parallel());
        } catch (Contradiction any) {
            // Which of several a thread meets first is chance: once more in order, for the first of them.
            decode(leaves, IntStream.range(0, leaves.size()));
            throw any;
        }
    }

    private List<Leaf> decode(List<byte[]> leaves, IntStream positions) {
        long first = head.size().value();
        return positions.mapToObj(i -> decode(leaves.get(i), first + i)).toList();
    }

    private Leaf decode(byte[] leaf, long index) {
        DecodedEntry decoded;
        try {
            decoded = EntryCodec.decode(leaf);
        } catch (InvalidEntry e) {
            throw Contradiction.ofEntry(Finding.RULES, index, String.valueOf(e.getMessage()));
        }
        String issuer = decoded.entry().issuer();
        if (!issuer.equals(keys.origin())) {
            throw Contradiction.ofEntry(
                    Finding.RULES, index, "iss is %s, the log is %s".formatted(issuer, keys.origin()));
        }
        keys.verify(decoded.kid(), leaf, index);
        return Leaf.of(index, leaf, Rfc6962.leafHash(leaf), decoded.entry());
    }
}
