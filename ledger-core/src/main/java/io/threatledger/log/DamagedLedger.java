package io.threatledger.log;

import java.io.Serial;

/** The ledger was read and does not give its own root. No read of it later will find it better. */
final class DamagedLedger extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    DamagedLedger(String message) {
        super(message);
    }
}
