package io.threatledger.node;

import io.threatledger.log.AppendRequest;
import io.threatledger.log.Change;
import io.threatledger.log.Outcome;
import io.threatledger.log.Sequencer;
import io.threatledger.policy.ProtectedRanges;
import io.threatledger.query.ThreatView;
import io.threatledger.query.Threats;
import io.threatledger.store.ThreatFilter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Revokes what was listed before its range became protected, so that subscribers unblock: nothing is withheld by any
 * other means. Runs once after each start, on a thread of its own; a closed gate is waited out.
 *
 * <p>If we die in the middle, the next start revokes the rest.
 */
final class ProtectedSweep implements AutoCloseable {
    /** Who speaks in these revocations: the node's operator, whose ranges they are. */
    static final String OPERATOR = "operator";

    private static final Logger LOG = LoggerFactory.getLogger(ProtectedSweep.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long RETRY_MILLIS = 1_000;

    private final ProtectedRanges ranges;
    private final Threats threats;
    private final Sequencer sequencer;
    private final InstantSource clock;
    private final Thread thread;

    ProtectedSweep(ProtectedRanges ranges, Threats threats, Sequencer sequencer, InstantSource clock) {
        this.ranges = ranges;
        this.threats = threats;
        this.sequencer = sequencer;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("protected-sweep").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            for (ProtectedRanges.Range range : ranges.ranges()) {
                while (!isClear(range)) {
                    Thread.sleep(RETRY_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Revokes all that is listed in it; false when that has to be tried again. */
    private boolean isClear(ProtectedRanges.Range range) throws InterruptedException {
        try {
            for (List<ThreatView> listed = listed(range); !listed.isEmpty(); listed = listed(range)) {
                if (!revoke(range, listed)) {
                    return false;
                }
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warn("protected ranges: {}", e.getMessage());
            return false;
        }
    }

    private List<ThreatView> listed(ProtectedRanges.Range range) {
        long now = clock.instant().getEpochSecond();
        return threats.list(ThreatFilter.newest(AppendRequest.CHANGES_MAX, now).withTarget(range.network()));
    }

    private boolean revoke(ProtectedRanges.Range range, List<ThreatView> listed) throws InterruptedException {
        String reason = "protected: " + range.network().text() + " (" + range.label() + ")";
        List<Change> changes = listed.stream()
                .<Change>map(threat -> new Change.RevokeThreat(OPERATOR, threat.id(), reason))
                .toList();
        Outcome outcome = sequencer.append(new AppendRequest(changes, null, 0, PATIENCE));
        boolean appended = outcome instanceof Outcome.Appended;
        if (appended) {
            LOG.info("revoked {} threats, {}", changes.size(), reason);
        }
        return appended;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
