package io.threatledger.dev;

import io.threatledger.auth.Plans;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a development start is asked for.
 *
 * @param port of the node on 127.0.0.1; 0 takes a free one
 * @param chainPort of the chain on 127.0.0.1; 0 takes a free one
 * @param data everything is kept in this folder
 * @param blockTimeSeconds 0 mines each transaction at once
 * @param hasLimits whether rate limits and quotas count
 * @param anonymousDelay what is withheld from readers without a key; a node of its own has the plan's 60 minutes
 */
public record DevSettings(
        int port, int chainPort, Path data, int blockTimeSeconds, boolean hasLimits, Duration anonymousDelay) {
    public static final int PORT_DEFAULT = 8080;
    public static final int CHAIN_PORT_DEFAULT = 8545;

    /** Less than the 7 days of history that such a reader has. */
    public static final int ANONYMOUS_DELAY_MINUTES_MAX = 10_000;

    public DevSettings {
        data = data.toAbsolutePath().normalize();
    }

    /** Readers without a key see everything at once. */
    public DevSettings(int port, int chainPort, Path data, int blockTimeSeconds, boolean hasLimits) {
        this(port, chainPort, data, blockTimeSeconds, hasLimits, Duration.ZERO);
    }

    Plans plans() {
        return Plans.defaults().withAnonymousDelay(anonymousDelay);
    }
}
