package io.threatledger.dev;

import java.nio.file.Path;

/**
 * What a development start is asked for.
 *
 * @param port of the node on 127.0.0.1; 0 takes a free one
 * @param chainPort of the chain on 127.0.0.1; 0 takes a free one
 * @param data everything is kept in this folder
 * @param blockTimeSeconds 0 mines each transaction at once
 * @param hasLimits whether rate limits and quotas count
 */
public record DevSettings(int port, int chainPort, Path data, int blockTimeSeconds, boolean hasLimits) {
    public static final int PORT_DEFAULT = 8080;
    public static final int CHAIN_PORT_DEFAULT = 8545;

    public DevSettings {
        data = data.toAbsolutePath().normalize();
    }
}
