package io.threatledger.v1;

import io.threatledger.events.Frame;
import io.threatledger.feed.Renderer;
import io.threatledger.merkle.TreeSize;
import io.threatledger.query.Moment;
import io.threatledger.query.ThreatEvent;
import io.threatledger.query.Threats;
import io.threatledger.store.Watermark;
import java.time.InstantSource;

/** An event as it goes over the wire, rendered once for all who may see the same. */
public final class V1Event {
    private final String owner;
    private final byte[] disclosed;
    private final byte[] hidden;

    private V1Event(String owner, byte[] disclosed, byte[] hidden) {
        this.owner = owner;
        this.disclosed = disclosed;
        this.hidden = hidden;
    }

    /**
     * Renders published entries as threats stand when they are rendered, as far as that is published: an event tells
     * nothing of an entry that is only appended.
     */
    public static Renderer<V1Event> renderer(Threats threats, Watermark published, InstantSource clock) {
        return (from, to) -> {
            TreeSize size = new TreeSize(Math.max(to, published.value()));
            Moment moment = Moment.of(size, clock.instant().getEpochSecond());
            return threats.events(from, to, moment).stream().map(V1Event::of).toList();
        };
    }

    static V1Event of(ThreatEvent event) {
        byte[] disclosed = frame(event, true);
        byte[] hidden = event.threat().hasRestricted() ? frame(event, false) : disclosed;
        return new V1Event(event.threat().owner(), disclosed, hidden);
    }

    /** Whose threat it is. */
    String owner() {
        return owner;
    }

    /** The array itself: do not write to it. */
    byte[] frame(boolean discloses) {
        return discloses ? disclosed : hidden;
    }

    private static byte[] frame(ThreatEvent event, boolean discloses) {
        return Frame.event(event.type().word(), event.index().value(), Envelopes.event(event, owner -> discloses));
    }
}
