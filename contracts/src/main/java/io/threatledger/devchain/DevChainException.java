package io.threatledger.devchain;

/** A development chain could not be installed, started or stopped. The message says what to do about it. */
public final class DevChainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DevChainException(String message) {
        super(message);
    }

    DevChainException(String message, Throwable cause) {
        super(message, cause);
    }
}
