package io.threatledger.audit;

import io.threatledger.chain.LogHistory;
import io.threatledger.contracts.Bytes32;
import io.threatledger.contracts.ContractHead;
import io.threatledger.merkle.Digest;
import io.threatledger.merkle.TreeSize;
import io.threatledger.proof.Anchor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a log against every anchor that the chain has of it: each is the root of the log's first entries, each is larger
 * than the one before, and the last is the contract's head. Owned by one thread.
 */
final class AnchorCheck {
    /** How often the chain is read on because its head had moved meanwhile. */
    private static final int LOOKS_MAX = 5;

    private final LogHistory chain;
    private final CheckedTiles tiles;
    private long within;
    private long beyond;
    private @Nullable Anchor newest;
    private @Nullable Anchor newestWithin;

    AnchorCheck(LogHistory chain, CheckedTiles tiles) {
        this.chain = chain;
        this.tiles = tiles;
    }

    /**
     * Reads and compares all of them.
     *
     * @param fromBlock none is before it
     * @throws Contradiction naming the first anchor that is not of this log
     */
    void run(long fromBlock) {
        long next = fromBlock;
        ContractHead head = chain.head();
        for (int look = 1; look <= LOOKS_MAX; look++) {
            next = chain.anchors(next, this::take) + 1;
            // What was anchored while we read is on the chain twice: as an event to be read, and in the head.
            head = chain.head();
            if (isNewest(head)) {
                return;
            }
        }
        throw new Contradiction(
                Finding.ANCHORS,
                "the contract's head is size %d with root %s, the newest anchor event is %s"
                        .formatted(head.size(), head.root(), newest == null ? "none" : told(newest)));
    }

    private boolean isNewest(ContractHead head) {
        return newest == null
                ? head.isEmpty()
                : head.size() == newest.size().value()
                        && head.root().equals(Bytes32.of(newest.root().bytes()));
    }

    private void take(Anchor anchor) {
        if (newest != null && anchor.size().compareTo(newest.size()) <= 0) {
            throw new Contradiction(
                    Finding.ANCHORS, "%s does not grow: before it stands %s".formatted(told(anchor), told(newest)));
        }
        newest = anchor;
        if (anchor.size().compareTo(tiles.size()) > 0) {
            beyond++;
            return;
        }
        Digest root = tiles.root(anchor.size());
        if (!root.equals(anchor.root())) {
            throw new Contradiction(
                    Finding.ANCHORS,
                    "%s is not of this log: its first %s entries have root %s"
                            .formatted(told(anchor), anchor.size(), root));
        }
        newestWithin = anchor;
        within++;
    }

    private static String told(Anchor anchor) {
        return "the anchor of size %s, root %s (transaction %s, block %s)"
                .formatted(anchor.size(), anchor.root(), anchor.transaction(), anchor.block());
    }

    /** Anchors of what was audited. */
    long within() {
        return within;
    }

    /** Anchors of more than that. */
    long beyond() {
        return beyond;
    }

    /** The largest anchored size that the log has whole. */
    Optional<Anchor> newestWithin() {
        return Optional.ofNullable(newestWithin);
    }

    /** Whether the checkpoint itself is anchored: only such sizes may be published. */
    boolean covers(TreeSize checkpoint) {
        return newestWithin != null && newestWithin.size().equals(checkpoint);
    }
}
