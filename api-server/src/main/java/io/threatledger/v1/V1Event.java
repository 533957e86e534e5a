package io.threatledger.v1;

import io.threatledger.events.Frame;
import io.threatledger.feed.Renderer;
import io.threatledger.query.Moment;
import io.threatledger.query.ThreatEvent;
import io.threatledger.query.Threats;
import java.util.function.Supplier;

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
     * Renders entries as threats stand when they are rendered, as far as the readers may see: an event tells nothing of
     * an entry that is only appended, nor of one that is withheld.
     *
     * @param moment what the readers see now; never less than what they are told
     */
    public static Renderer<V1Event> renderer(Threats threats, Supplier<Moment> moment) {
        return (from, to) ->
                threats.events(from, to, moment.get()).stream().map(V1Event::of).toList();
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
