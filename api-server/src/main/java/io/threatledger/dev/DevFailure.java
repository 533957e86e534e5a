package io.threatledger.dev;

/** A development start that cannot go on; the message says what to do. */
public final class DevFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DevFailure(String message) {
        super(message);
    }
}
