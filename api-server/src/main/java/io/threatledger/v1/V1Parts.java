package io.threatledger.v1;

import io.threatledger.auth.Access;
import io.threatledger.feed.Feeds;
import io.threatledger.gate.Gate;
import io.threatledger.log.Sequencer;
import io.threatledger.policy.ProtectedRanges;
import io.threatledger.query.Blocklist;
import io.threatledger.query.DelayedTally;
import io.threatledger.query.Pace;
import io.threatledger.query.Proofs;
import io.threatledger.query.Published;
import io.threatledger.query.Tally;
import io.threatledger.query.Threats;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.Watermark;
import java.time.InstantSource;
import java.util.function.IntSupplier;

/**
 * What v1 is made of.
 *
 * @param published advanced when a checkpoint is signed: what publishers wait for
 * @param views what readers see from whom the end of the log is withheld
 * @param node what {@code /health} says of the node
 * @param clock for expiry
 */
public record V1Parts(
        Access access,
        ProtectedRanges ranges,
        LedgerDatabase database,
        Gate gate,
        Sequencer sequencer,
        Watermark published,
        Threats threats,
        Tally tally,
        DelayedTally delayedTally,
        Pace pace,
        Blocklist blocklist,
        Proofs proofs,
        Published views,
        Feeds<V1Event> feeds,
        ChainSources chain,
        NodeFacts node,
        InstantSource clock) {

    /**
     * What an answer says of the node itself.
     *
     * @param nodes enforcing agents that are heard of
     */
    public record NodeFacts(String version, IntSupplier nodes) {}
}
