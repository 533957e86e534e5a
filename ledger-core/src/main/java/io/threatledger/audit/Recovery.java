package io.threatledger.audit;

import io.threatledger.merkle.Digest;
import io.threatledger.merkle.MissingTile;
import io.threatledger.merkle.Tree;
import io.threatledger.merkle.TreeSize;
import io.threatledger.proof.Anchor;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.StoredTiles;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a ledger the entries that it lost, from a mirror of its log: exactly up to the newest size that the mirror has
 * and the chain holds, and only when the ledger is the beginning of that. Owned by one thread; no node runs on the ledger.
 *
 * <p>The mirror is audited first, whole: what breaks a rule is found before anything is written.
 */
public final class Recovery {
    /** A ledger that is not the beginning of the mirror, or has nothing to gain: nothing was changed. */
    private static final String CHECK = "recovery";

    /**
     * Where to take from and where to.
     *
     * @param folder where the mirror is, or is made
     * @param source what is mirrored first; null: the folder is all there is
     */
    public record Subject(
            LedgerDatabase ledger,
            MirrorFolder folder,
            @Nullable LogSource source,
            LogKeys keys,
            LogTrust.OnChain chain) {}

    private final Subject subject;
    private final AuditProgress progress;
    private final Consumer<Finding> report;

    public Recovery(Subject subject, AuditProgress progress, Consumer<Finding> report) {
        this.subject = subject;
        this.progress = progress;
        this.report = report;
    }

    /**
     * Takes what is missing.
     *
     * <p>If we die here, the ledger ends after some batch of it, and the next recovery goes on there.
     *
     * @return how many entries were taken; 0 when none is missing
     * @throws Contradiction when the mirror or the ledger is not the history on the chain; nothing was changed
     * @throws IOException when something cannot be read
     */
    public long run() throws IOException {
        Replay replay = Replay.on(subject.ledger(), subject.keys());
        try (Mirror mirror = new Mirror(subject.folder(), subject.source(), subject.keys(), progress, report)) {
            CheckedTiles tiles = mirror.run();
            Anchor anchored = anchored(tiles);
            long before = replay.head().size().value();
            requireOneHistory(tiles, replay.head(), anchored);
            if (before >= anchored.size().value()) {
                return 0;
            }
            auditEntries(tiles);
            progress.stage("recover", anchored.size().value());
            WorkLedger.feed(subject.folder(), tiles, replay, anchored.size().value(), progress);
            return replay.head().size().value() - before;
        }
    }

    private Anchor anchored(CheckedTiles tiles) {
        AnchorCheck check = new AnchorCheck(subject.chain().history(), tiles);
        check.run(subject.chain().openedBlock());
        Anchor newest = check.newestWithin()
                .orElseThrow(() -> new Contradiction(
                        Finding.ANCHORS,
                        "the chain holds no anchor of what is in "
                                + subject.folder().name()));
        report.accept(Finding.ok(
                Finding.ANCHORS,
                "%s of %s, each the root of the mirror's first entries; the newest is of size %s"
                        .formatted(
                                Contradiction.count(check.within()),
                                subject.chain().name(),
                                newest.size())));
        return newest;
    }

    private void requireOneHistory(CheckedTiles tiles, LedgerHead ledger, Anchor anchored) {
        boolean longer = ledger.size().compareTo(anchored.size()) > 0;
        TreeSize common = longer ? anchored.size() : ledger.size();
        Digest ours = longer ? root(common) : ledger.root();
        Digest theirs = tiles.root(common);
        if (!ours.equals(theirs)) {
            throw new Contradiction(
                    CHECK,
                    "the ledger is not the beginning of what is anchored: at size %s it has root %s, the mirror has %s"
                            .formatted(common, ours, theirs));
        }
        report.accept(Finding.ok(
                CHECK,
                "the ledger has %s entries, the mirror's first %s are the same"
                        .formatted(Contradiction.count(ledger.size().value()), Contradiction.count(common.value()))));
    }

    private Digest root(TreeSize size) {
        try {
            return new Tree(new StoredTiles(subject.ledger())).root(size);
        } catch (MissingTile e) {
            throw new Contradiction(CHECK, "the ledger is damaged: " + e.getMessage());
        }
    }

    private void auditEntries(CheckedTiles tiles) throws IOException {
        try (WorkLedger work = WorkLedger.open(subject.folder(), subject.keys(), tiles, subject.source() == null)) {
            work.replay(tiles, progress);
            report.accept(Finding.ok(Finding.RULES, Sums.of(work.database()) + "; every signature holds, no id twice"));
        }
    }
}
