package io.threatledger.node;

import io.threatledger.auth.Plans;
import io.threatledger.chain.ChainAccount;
import io.threatledger.chain.ChainSettings;
import io.threatledger.entry.NodeKeys;
import io.threatledger.entry.Origin;
import io.threatledger.entry.Target;
import io.threatledger.http.HttpSettings;
import io.threatledger.http.Sources;
import io.threatledger.policy.ProtectedRanges;
import io.threatledger.query.indicator.SourceWeights;
import java.nio.file.Path;
import java.util.Map;

/**
 * Everything a node is started with, secrets opened and files read.
 *
 * @param folder the data folder; its ledger exists
 * @param keys derived from the node's seed
 * @param account pays for anchors
 * @param sources how the address of a client behind a proxy is found
 * @param weights how much the word of a source counts for the confidence that readers see
 * @param limited whether rate limits and quotas are in force
 * @param aliases other names of targets, in small letters, for {@code /api/threat}
 * @param metricsPort where Prometheus reads; 0: nowhere
 * @param diskReserveBytes free space below which nothing is written
 */
public record NodeSettings(
        Path folder,
        Origin origin,
        NodeKeys keys,
        ChainSettings chain,
        ChainAccount account,
        HttpSettings http,
        Sources sources,
        Plans plans,
        SourceWeights weights,
        boolean limited,
        ProtectedRanges ranges,
        Map<String, Target> aliases,
        int metricsPort,
        long diskReserveBytes) {

    public NodeSettings {
        aliases = Map.copyOf(aliases);
    }

    /** Holds keys: never shown. */
    @Override
    public String toString() {
        return "NodeSettings[" + folder + ", " + origin + ", " + chain + "]";
    }
}
