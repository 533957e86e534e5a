package io.threatledger.intel;

import io.threatledger.entry.EntryType;
import io.threatledger.entry.Target;
import io.threatledger.feed.Renderer;
import io.threatledger.merkle.LeafIndex;
import io.threatledger.query.Moment;
import io.threatledger.query.Revocation;
import io.threatledger.query.ThreatEvent;
import io.threatledger.query.Threats;
import java.util.function.Supplier;

/**
 * An entry that readers are told of, and no more: what is said of its target depends on who listens and on when, and is
 * found by {@link EventRecords} for those who do.
 *
 * @param target that of the threat added, or of the one revoked
 * @param issuedAtSeconds the entry's {@code iat}
 */
record IntelEvent(EntryType type, LeafIndex index, Target target, long issuedAtSeconds) {
    /** @param moment what the readers see now; never less than what they are told */
    static Renderer<IntelEvent> renderer(Threats threats, Supplier<Moment> moment) {
        return (from, to) -> threats.events(from, to, moment.get()).stream()
                .map(IntelEvent::of)
                .toList();
    }

    private static IntelEvent of(ThreatEvent event) {
        Revocation revocation = event.threat().revocation();
        return new IntelEvent(
                event.type(),
                event.index(),
                event.threat().claims().target(),
                event.type() == EntryType.THREAT_REVOKED && revocation != null
                        ? revocation.revokedAtSeconds()
                        : event.threat().createdAtSeconds());
    }
}
