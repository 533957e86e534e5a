package io.threatledger.query;

import java.io.Serial;

/** As many searches as may be are under way, and none of them ended soon: try again later. */
public final class Busy extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    Busy(int searches) {
        super("this node searches for " + searches + " others", null, false, false);
    }
}
