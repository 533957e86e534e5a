package io.threatledger.query;

import io.threatledger.merkle.TreeSize;
import io.threatledger.store.CheckpointRow;
import io.threatledger.store.LedgerDatabase;

/** The newest published size that a reader may see. Thread-safe. */
public final class Published {
    private final LedgerDatabase database;

    public Published(LedgerDatabase database) {
        this.database = database;
    }

    /** {@link TreeSize#EMPTY} before the first. */
    public TreeSize newest() {
        return database.read(CheckpointRow::newestSize);
    }

    /** The newest that was published at that second or before. */
    public TreeSize by(long seconds) {
        return database.read(session -> CheckpointRow.newestSignedBy(session, seconds))
                .map(CheckpointRow::size)
                .orElse(TreeSize.EMPTY);
    }
}
