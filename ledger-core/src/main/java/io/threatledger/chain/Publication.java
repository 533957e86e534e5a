package io.threatledger.chain;

import io.threatledger.chain.ChainException.Reason;
import io.threatledger.note.Checkpoint;
import io.threatledger.note.NoteSigner;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Watermark;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns anchors of the chain into rows and published sizes.
 *
 * <p>A checkpoint is signed for a root only when our own tree has that root at that size, it is on the chain, and no
 * other was ever signed for the size. Owned by the watcher's thread.
 */
final class Publication {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final LedgerDatabase database;
    private final History history;
    private final NoteSigner signer;
    private final Watermark published;
    private final InstantSource clock;

    Publication(LedgerDatabase database, NoteSigner signer, Watermark published, InstantSource clock) {
        this.database = database;
        this.history = new History(database);
        this.signer = signer;
        this.published = published;
        this.clock = clock;
    }

    /**
     * Publishes these anchors, which are in the chain's order and all that the blocks {@code from} to {@code to} hold:
     * others that were read in them once are taken back.
     *
     * @throws ChainException when one of them is not of our history; those before it are published, those after it not
     */
    void publish(long from, long to, List<AnchorRow> anchors) {
        List<AnchorRow> ours = new ArrayList<>();
        Optional<String> contradiction = Optional.empty();
        for (AnchorRow anchor : anchors) {
            contradiction = contradiction(anchor);
            if (contradiction.isPresent()) {
                break;
            }
            ours.add(anchor);
        }
        commit(from, to, ours);
        if (contradiction.isPresent()) {
            throw new ChainException(Reason.CONTRADICTED, contradiction.get());
        }
    }

    void markFinal(long newestFinal) {
        if (database.read(session -> AnchorRow.becomesFinal(session, newestFinal))) {
            database.write(session -> AnchorRow.markFinal(session, newestFinal));
        }
    }

    private Optional<String> contradiction(AnchorRow anchor) {
        String what = "the anchor of size " + anchor.size() + " in block " + anchor.block();
        History.Standing standing = history.against(anchor.size().value(), anchor.root());
        if (standing != History.Standing.EXTENDS) {
            return Optional.of(what
                    + (standing == History.Standing.BEHIND
                            ? " is beyond the ledger: an older copy was restored"
                            : " has another root than the ledger"));
        }
        return database.read(session -> CheckpointRow.at(session, anchor.size()))
                .filter(signed -> !signed.root().equals(anchor.root()))
                .map(signed -> what + " has another root than the checkpoint signed for it: nothing is signed");
    }

    private void commit(long from, long to, List<AnchorRow> anchors) {
        boolean readBefore = database.read(session -> AnchorRow.newestBefore(session, to + 1))
                .filter(row -> row.block() >= from)
                .isPresent();
        if (anchors.isEmpty() && !readBefore) {
            return;
        }
        long now = signingTime();
        List<CheckpointRow> signed = anchors.stream()
                .filter(anchor -> database.read(session -> CheckpointRow.at(session, anchor.size()))
                        .isEmpty())
                .map(anchor -> sign(anchor, now))
                .toList();
        // If we die before this commits, nobody has seen the signatures, and the next start signs the same roots.
        int gone = database.write(session -> {
            int before = AnchorRow.takeBackBetween(session, from, to);
            anchors.forEach(anchor -> anchor.put(session));
            signed.forEach(checkpoint -> checkpoint.insert(session));
            return before - anchors.size();
        });
        if (gone > 0) {
            LOG.warn("{} anchors that were read in blocks {} to {} are not there: taken back", gone, from, to);
        }
        // If we die here, the next start advances the mark to the newest checkpoint.
        if (!anchors.isEmpty()) {
            published.advance(anchors.getLast().size().value());
        }
    }

    private CheckpointRow sign(AnchorRow anchor, long atSeconds) {
        String note = new Checkpoint(signer.verifier().name(), anchor.size(), anchor.root()).sign(signer);
        return new CheckpointRow(anchor.size(), anchor.root(), note, atSeconds);
    }

    /** A clock that was set back does not make a younger checkpoint look older. */
    private long signingTime() {
        long newest = database.read(CheckpointRow::newest)
                .map(CheckpointRow::signedAtSeconds)
                .orElse(0L);
        return Math.max(newest, clock.instant().getEpochSecond());
    }
}
