package io.threatledger.v1;

import io.javalin.config.RoutesConfig;
import io.threatledger.events.EventStream;
import io.threatledger.http.Routes;
import io.threatledger.publishing.Publishing;
import java.util.List;

/** All routes of the publishers' API that this package serves. */
public final class V1 implements Routes {
    private final List<Routes> all;

    public V1(V1Parts parts) {
        Publishing publishing = new Publishing(parts.gate(), parts.sequencer(), parts.published(), System::nanoTime);
        Views views = new Views(parts.views(), parts.clock());
        this.all = List.of(
                new StateRoutes(
                        parts.access(),
                        parts.database(),
                        parts.gate(),
                        parts.tally(),
                        parts.delayedTally(),
                        parts.pace(),
                        parts.chain(),
                        parts.node(),
                        views,
                        parts.clock()),
                new ChainRoutes(parts.access(), parts.database(), parts.gate(), parts.chain()),
                new EventRoutes(parts.access(), parts.feeds(), new EventStream(System::nanoTime)),
                new ListRoutes(parts.access(), parts.threats(), parts.blocklist(), views),
                new ProofRoutes(parts.access(), parts.proofs(), parts.views(), parts.clock()),
                new ThreatRoutes(parts.access(), new Admission(parts.ranges()), publishing, parts.threats(), views));
    }

    @Override
    public void register(RoutesConfig routes) {
        all.forEach(each -> each.register(routes));
    }
}
