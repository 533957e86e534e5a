package io.threatledger.v1;

import io.threatledger.chain.ChainView;
import io.threatledger.query.LogPlace;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the node knows of its chain.
 *
 * @param lastSeen what the chain last answered
 * @param lastError what the anchorer or the watcher last failed with, as long as it has not succeeded since
 */
public record ChainSources(
        LogPlace place, Supplier<Optional<ChainView>> lastSeen, Supplier<Optional<String>> lastError) {}
