package io.threatledger.query;

import io.threatledger.log.TestLedger;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.Tree;
import io.threatledger.merkle.TreeSize;
import io.threatledger.note.Checkpoint;
import io.threatledger.note.NoteSigner;
import io.threatledger.note.NoteVerifier;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.StoredTiles;
import io.threatledger.store.Watermark;

/** Publishes what a test ledger holds, as the chain's watcher would: anchor row, checkpoint, watermark. */
public final class Publications {
    static final NoteSigner SIGNER = NoteSigner.ed25519(TestLedger.ORIGIN.value(), TestLedger.KEYS.checkpointSeed());

    static final NoteVerifier VERIFIER = SIGNER.verifier();
    static final long BLOCK_TIME_SECONDS = 1_795_000_000;

    private final TestLedger ledger;
    private final Watermark published = new Watermark(0);
    private long block = 10;

    public Publications(TestLedger ledger) {
        this.ledger = ledger;
    }

    public Watermark published() {
        return published;
    }

    /** Everything appended so far, in one anchor; the block's number. */
    public long publish() {
        TreeSize size = ledger.head().size();
        anchor(size, false);
        Digest root = new Tree(new StoredTiles(ledger.database())).root(size);
        String note = new Checkpoint(TestLedger.ORIGIN.value(), size, root).sign(SIGNER);
        long now = ledger.clock().instant().getEpochSecond();
        ledger.database().write(session -> {
            new CheckpointRow(size, root, note, now).insert(session);
            return size;
        });
        published.advance(size.value());
        return block;
    }

    void anchor(TreeSize size, boolean isFinal) {
        block++;
        Digest root = new Tree(new StoredTiles(ledger.database())).root(size);
        ledger.database().write(session -> {
            new AnchorRow(
                            size,
                            root,
                            "0x" + "ab".repeat(32),
                            block,
                            "0x" + "cd".repeat(32),
                            BLOCK_TIME_SECONDS,
                            0,
                            isFinal)
                    .put(session);
            return size;
        });
    }
}
