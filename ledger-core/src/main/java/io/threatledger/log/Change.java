package io.threatledger.log;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatClaims;
import java.util.function.UnaryOperator;

/**
 * What a publisher asks of the ledger. Checked by admission as far as it cannot change; the rest is decided in order.
 *
 * <p>An indicator is what one owner says of one target, through whatever sources.
 */
public sealed interface Change {

    /** The handle of the organization or community that speaks. */
    String owner();

    /**
     * Append a {@code threat_added}; it supersedes the active entry of the same (owner, source, target).
     *
     * @param unlessActive when an equal active entry stands, answer with it and write nothing
     */
    record AddThreat(String owner, ThreatClaims claims, boolean unlessActive) implements Change {}

    /** Append a {@code threat_revoked}; when the threat is revoked already, answer with that and write nothing. */
    record RevokeThreat(String owner, EntryId threat, String reason) implements Change {}

    /** Append a {@code threat_added}; refused when the owner has an active entry of the target, from whatever source. */
    record AddIndicator(String owner, ThreatClaims claims) implements Change {}

    /**
     * Supersede the newest active entry of (owner, target) by one that says something else. Refused when there is none;
     * when the new one would say the same and expire when the former does, answer with that and write nothing.
     *
     * @param amendment what is said from now on, made of what was said, of the same target; the source stays, whatever it
     *     gives. Run by the sequencer, perhaps more than once, so it must be quick and do nothing else. An
     *     {@link io.threatledger.entry.InvalidField} that it throws is the answer
     * @param keepsExpiry whether the new entry expires when the former would have, whatever {@code ttl} the amendment gives
     */
    record AmendIndicator(String owner, Target target, UnaryOperator<ThreatClaims> amendment, boolean keepsExpiry)
            implements Change {}

    /** Append a {@code threat_revoked} for every active entry of (owner, target). Refused when there is none. */
    record RevokeIndicator(String owner, Target target, String reason) implements Change {
        /** Most entries that one of these revokes, so that no batch becomes long; an indicator that has more is refused. */
        public static final int ENTRIES_MAX = 100;
    }
}
