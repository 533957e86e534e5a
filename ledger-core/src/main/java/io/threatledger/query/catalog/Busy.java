package io.threatledger.query.catalog;

import java.io.Serial;

/** As many searches as may be are under way, and none of them ended soon: try again later. */
public final class Busy extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    Busy(int searches) {
        super("the search index answers " + searches + " others", null, false, false);
    }
}
