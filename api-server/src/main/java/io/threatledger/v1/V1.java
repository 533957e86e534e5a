package io.threatledger.v1;

import io.javalin.config.RoutesConfig;
import io.threatledger.events.EventStream;
import io.threatledger.http.Routes;
import java.util.List;

/** All routes of the publishers' API that this package serves. */
public final class V1 implements Routes {
    private final List<Routes> all;

    public V1(V1Parts parts) {
        Publishing publishing = new Publishing(parts.gate(), parts.sequencer(), parts.published(), System::nanoTime);
        this.all = List.of(
                new StateRoutes(
                        parts.access(),
                        parts.database(),
                        parts.gate(),
                        parts.tally(),
                        parts.pace(),
                        parts.chain(),
                        parts.node(),
                        parts.clock()),
                new ChainRoutes(parts.access(), parts.database(), parts.gate(), parts.chain()),
                new EventRoutes(parts.access(), new EventStream<>(parts.feed())),
                new ListRoutes(parts.access(), parts.threats(), parts.blocklist(), parts.clock()),
                new ProofRoutes(parts.access(), parts.proofs(), parts.view(), parts.clock()),
                new ThreatRoutes(
                        parts.access(), new Admission(parts.ranges()), publishing, parts.threats(), parts.clock()));
    }

    @Override
    public void register(RoutesConfig routes) {
        all.forEach(each -> each.register(routes));
    }
}
