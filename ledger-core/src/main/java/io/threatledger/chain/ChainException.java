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
        /** What was sent is not mined in its time. */
        NOT_MINED,
        /** What has to be paid is above a limit of ours. */
        TOO_EXPENSIVE,
        /** The chain holds another history of the log than the ledger, or more of it. */
        CONTRADICTED
    }

    /** A node's words may be a whole page of HTML, characters. */
    private static final int MESSAGE_CHARACTERS_MAX = 400;

    private final Reason reason;

    ChainException(Reason reason, String message) {
        super(cut(message));
        this.reason = reason;
    }

    ChainException(Reason reason, String message, Throwable cause) {
        super(cut(message + ": " + cause), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    private static String cut(String message) {
        return message.length() <= MESSAGE_CHARACTERS_MAX
                ? message
                : message.substring(0, MESSAGE_CHARACTERS_MAX) + "…";
    }
}
