package io.threatledger.audit;

import io.threatledger.chain.LogHistory;
import java.util.Optional;

/**
 * What an auditor was given to hold a log against.
 *
 * @param chain where the anchors are; empty: they are not looked at
 * @param isGiven false when the keys are only those that the log itself names, which proves nothing
 */
public record LogTrust(LogKeys keys, Optional<OnChain> chain, boolean isGiven) {
    /**
     * The log on a chain.
     *
     * @param openedBlock no event of it is before that
     * @param name of the log, the contract and the chain, for people
     */
    public record OnChain(LogHistory history, long openedBlock, String name) {}
}
