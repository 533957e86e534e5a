package io.threatledger.store;

import java.io.Serial;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The database refused, failed or is damaged. What was asked for may or may not have happened: read it back. */
public final class StorageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** What SQLite's finer codes have in common: the lowest byte. */
    private static final int PRIMARY_CODE = 0xff;

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }

    /** Whether the read was broken off because it had taken as long as it may; nothing is wrong with the file. */
    public boolean isOverdue() {
        return getCause() instanceof SQLiteException e && e.getResultCode() == SQLiteErrorCode.SQLITE_INTERRUPT;
    }

    /** Whether the file could be read and makes no sense, rather than not be read. */
    public boolean isDamage() {
        return getCause() instanceof SQLiteException e
                && switch (e.getResultCode()) {
                    case SQLITE_CORRUPT, SQLITE_CORRUPT_INDEX, SQLITE_CORRUPT_SEQUENCE, SQLITE_TOOBIG -> true;
                    default -> false;
                };
    }

    /**
     * Whether the file is of no use as it is: no database, damaged, or at odds with what is written to it. For files that
     * can be made anew.
     */
    public boolean isBeyondRepair() {
        return isDamage()
                || (getCause() instanceof SQLiteException e
                        && (e.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB || isConflict(e)));
    }

    private static boolean isConflict(SQLiteException e) {
        return (e.getResultCode().code & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
    }
}
