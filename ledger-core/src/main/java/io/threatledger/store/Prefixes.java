package io.threatledger.store;

import io.threatledger.entry.Target;
import java.util.ArrayList;
import java.util.List;

/** The prefix lengths in use: what covers a target is found with one probe for each, never by a scan. */
final class Prefixes {
    private Prefixes() {}

    /** The target itself and each network that could cover it, the widest first. */
    static List<Target> covering(Session session, Target target) {
        List<Target> covering = new ArrayList<>(session.all(
                "SELECT length FROM prefixes WHERE family = ? AND length < ? ORDER BY length",
                row -> target.withPrefix(row.getInt(1)),
                target.isIpv4() ? 4 : 6,
                target.prefixLength()));
        covering.add(target);
        return covering;
    }
}
