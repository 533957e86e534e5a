package io.threatledger.config;

import java.io.Serial;
import java.util.List;

/** A configuration that cannot be used: every problem of it, each with the key, the value and what is wanted. */
public final class InvalidConfig extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    InvalidConfig(String file, List<String> problems) {
        super(file + ": " + String.join("; ", problems));
    }
}
