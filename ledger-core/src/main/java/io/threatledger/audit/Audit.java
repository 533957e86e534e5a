package io.threatledger.audit;

import io.threatledger.merkle.TreeSize;
import io.threatledger.store.LedgerDatabase;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks a whole log: that its files are one signed tree, that the tree is what the chain holds, that every entry is
 * signed and keeps the rules, and that the API tells nothing else. Owned by one thread.
 */
public final class Audit {
    /**
     * What is audited, and by what.
     *
     * @param folder where the log is mirrored
     * @param source where it is published; null: the folder is all there is, and nothing in it is believed
     * @param listing its API; null: not compared
     * @param noListing why it is not
     */
    public record Subject(
            MirrorFolder folder,
            @Nullable LogSource source,
            LogTrust trust,
            @Nullable Listing listing,
            String noListing) {}

    private final Subject subject;
    private final InstantSource clock;
    private final AuditProgress progress;
    private final Consumer<Finding> report;
    private final List<String> sums = new ArrayList<>();

    /** @param report told of each check as soon as it has passed, or that it was not done */
    public Audit(Subject subject, InstantSource clock, AuditProgress progress, Consumer<Finding> report) {
        this.subject = subject;
        this.clock = clock;
        this.progress = progress;
        this.report = report;
    }

    /**
     * Checks everything.
     *
     * @return one line that says what is consistent
     * @throws Contradiction the first that is found
     * @throws IOException when something cannot be read: nothing follows from that
     */
    public String run() throws IOException {
        try (Mirror mirror =
                new Mirror(subject.folder(), subject.source(), subject.trust().keys(), progress, report)) {
            CheckedTiles tiles = mirror.run();
            sums.add(Contradiction.count(tiles.size().value()) + " entries");
            anchors(tiles);
            replay(tiles);
        }
        return "consistent: " + String.join(", ", sums);
    }

    private void anchors(CheckedTiles tiles) {
        Optional<LogTrust.OnChain> chain = subject.trust().chain();
        if (chain.isEmpty()) {
            report.accept(Finding.notDone(Finding.ANCHORS, "no chain was named: the log may be another one tomorrow"));
            sums.add("anchors NOT checked");
            return;
        }
        AnchorCheck check = new AnchorCheck(chain.get().history(), tiles);
        check.run(chain.get().openedBlock());
        TreeSize newest = check.newestWithin().map(anchor -> anchor.size()).orElse(TreeSize.EMPTY);
        if (!check.covers(tiles.size())) {
            throw new Contradiction(
                    Finding.ANCHORS,
                    "the checkpoint of size %s is signed and not anchored: the newest anchor in it is of size %s"
                            .formatted(tiles.size(), newest));
        }
        String beyond = check.beyond() == 0
                ? ", the newest is the contract's head"
                : "; anchors beyond what this reader may see: %s".formatted(Contradiction.count(check.beyond()));
        report.accept(Finding.ok(
                Finding.ANCHORS,
                "%s of %s, each the root of its first entries%s"
                        .formatted(
                                Contradiction.count(check.within()), chain.get().name(), beyond)));
        sums.add(Contradiction.count(check.within()) + " anchors");
    }

    private void replay(CheckedTiles tiles) throws IOException {
        LogKeys keys = subject.trust().keys();
        try (WorkLedger work = WorkLedger.open(subject.folder(), keys, tiles, subject.source() == null)) {
            long before = work.replayed();
            work.replay(tiles, progress);
            String from = before == 0 ? "" : ", %s of them by former audits".formatted(Contradiction.count(before));
            String all = Contradiction.count(tiles.size().value());
            report.accept(Finding.ok(
                    Finding.SIGNATURES,
                    "%s entries, each signed by a trusted key (%d)%s".formatted(all, keys.entryKeyCount(), from)));
            report.accept(Finding.ok(Finding.RULES, Sums.of(work.database()) + "; no id twice"));
            sums.add("%s signatures".formatted(all));
            active(work.database(), tiles.size());
        }
    }

    private void active(LedgerDatabase ledger, TreeSize size) {
        Listing listing = subject.listing();
        if (listing == null) {
            report.accept(Finding.notDone(Finding.API, subject.noListing()));
            sums.add("the API NOT compared");
            return;
        }
        ActiveCheck check = new ActiveCheck(ledger, size, listing, clock);
        report.accept(check.run(progress));
        sums.add(Contradiction.count(check.equal()) + " active");
    }
}
