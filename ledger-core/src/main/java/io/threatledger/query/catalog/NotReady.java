package io.threatledger.query.catalog;

import java.io.Serial;

/** The catalog is being made and cannot find everything yet: try again later. */
public final class NotReady extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    NotReady(long size, long of) {
        super("the search index is being made: " + size + " of " + of + " entries", null, false, false);
    }
}
