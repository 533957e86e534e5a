package io.threatledger.v1;

import io.threatledger.merkle.TreeSize;
import io.threatledger.store.AnchorRow;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;

/**
 * How long the ledger is, and how much of it is anchored and final: {@code ledger} in several answers.
 */
record Sizes(long size, long anchored_size, long final_size) {
    static Sizes read(LedgerDatabase database) {
        return database.read(session -> new Sizes(
                LedgerHead.read(session).size().value(),
                AnchorRow.newestSize(session).value(),
                AnchorRow.newestFinal(session)
                        .map(AnchorRow::size)
                        .orElse(TreeSize.EMPTY)
                        .value()));
    }
}
