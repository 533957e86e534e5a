package io.threatledger.gate;

import java.util.Locale;

/** Why the gate is closed: the one word that {@code /health}, every 503 and the metric show. */
public enum GateWord {
    UNREACHABLE("the chain's RPC does not answer"),
    WRONG_CHAIN("the RPC answers for another chain id"),
    NO_CONTRACT("there is no ledger contract at the configured address"),
    LOG_NOT_OPEN("the contract does not hold this log"),
    NOT_ANCHORER("this node's account is not the log's anchorer"),
    NO_FUNDS("this node's account cannot pay for an anchor"),
    STALLED("the chain's newest block is too old"),
    BEHIND("the chain holds more of this log than the ledger: an older copy was restored"),
    DIVERGED("the ledger is not the history that the chain holds"),
    LAGGING("entries have waited too long for their anchor"),
    DISK("the disk is full or failing"),
    CLOCK("the clock stands before the newest entry or block"),
    STARTING("the node is starting"),
    STOPPING("the node is stopping");

    private final String meaning;

    GateWord(String meaning) {
        this.meaning = meaning;
    }

    /** The word as JSON, metrics and logs show it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One clause for people. */
    public String meaning() {
        return meaning;
    }
}
