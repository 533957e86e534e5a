package io.threatledger.dev;

import io.threatledger.chain.ChainAccount;
import io.threatledger.chain.ChainSettings;
import java.net.URI;
import java.nio.file.Path;

/** Starts a node on what {@code dev} has prepared. */
@FunctionalInterface
public interface NodeLauncher {

    /**
     * What a development node is started with.
     *
     * @param database the ledger's file, which exists
     * @param port on 127.0.0.1; 0 takes a free one
     * @param hasLimits whether rate limits and quotas count
     */
    record Prepared(
            NodeIdentity identity,
            ChainSettings chain,
            ChainAccount anchorer,
            Path database,
            int port,
            boolean hasLimits) {}

    /** A node that serves. */
    interface Running extends AutoCloseable {
        URI url();

        @Override
        void close();
    }

    /** Returns when the node serves. */
    Running launch(Prepared prepared);
}
