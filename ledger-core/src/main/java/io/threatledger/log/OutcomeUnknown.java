package io.threatledger.log;

import java.io.Serial;

/**
 * The storage failed in a way that leaves open whether the request was appended. Neither yes nor no may be answered:
 * the connection is closed without an answer, and the process ends.
 */
public final class OutcomeUnknown extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public OutcomeUnknown(String message) {
        super(message);
    }
}
