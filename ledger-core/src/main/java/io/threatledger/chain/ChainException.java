package io.threatledger.chain;

/** The chain could not be asked, or its answer is of no use. Nothing on the chain follows from it: ask again. */
public final class ChainException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What went wrong, as far as the caller acts on it. */
    public enum Reason {
        /** No answer: refused, timed out, cut off, an HTTP error. */
        UNREACHABLE,
        /** The node answered with a JSON-RPC error. */
        REFUSED,
        /** The contract reverted; the message says why. */
        REVERTED,
        /** The answer is not what the call can give, or contradicts another. */
        MALFORMED,
        /** What has to be paid is above a limit of ours. */
        TOO_EXPENSIVE
    }

    private final Reason reason;

    ChainException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    ChainException(Reason reason, String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
