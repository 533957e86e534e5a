package io.threatledger.query;

import java.io.Serial;
import java.time.Duration;

/** A search that took as long as it may, and was broken off: asked again it would be again. */
public final class TooDear extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public TooDear(Duration atMost) {
        super("the search was broken off after " + atMost.toMillis() + " ms", null, false, false);
    }
}
