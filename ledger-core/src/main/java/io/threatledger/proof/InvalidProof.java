package io.threatledger.proof;

/** Text that is not a proof bundle or tlog-proof; the message says which member or line. */
public final class InvalidProof extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public InvalidProof(String message) {
        super(message);
    }

    public InvalidProof(String message, Throwable cause) {
        super(message, cause);
    }
}
