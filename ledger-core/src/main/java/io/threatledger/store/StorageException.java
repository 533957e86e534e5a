package io.threatledger.store;

import java.io.Serial;
import org.sqlite.SQLiteException;

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

    /** Whether the file could be read and makes no sense, rather than not be read. */
    public boolean isDamage() {
        return getCause() instanceof SQLiteException e
                && switch (e.getResultCode()) {
                    case SQLITE_CORRUPT, SQLITE_CORRUPT_INDEX, SQLITE_CORRUPT_SEQUENCE, SQLITE_TOOBIG -> true;
                    default -> false;
                };
    }
}
