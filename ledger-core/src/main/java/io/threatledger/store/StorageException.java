package io.threatledger.store;

import java.io.Serial;

/** The database refused, failed or is damaged. What was asked for may or may not have happened: read it back. */
public final class StorageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
