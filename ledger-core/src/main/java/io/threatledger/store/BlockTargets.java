package io.threatledger.store;

import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The targets that some active threat says to block. */
public final class BlockTargets {
    /** Which addresses a list holds. */
    public enum Family {
        IPV4(4, 5),
        IPV6(6, 7),
        ANY(4, 7);

        /** A target's key begins with its family. */
        private final byte from;

        private final byte to;

        Family(int from, int to) {
            this.from = (byte) from;
            this.to = (byte) to;
        }
    }

    private BlockTargets() {}

    /**
     * Each target once, in the order of keys.
     *
     * @param least threats below this severity do not count
     */
    public static List<Target> active(Session session, Family family, Severity least, long nowSeconds) {
        String severities = Arrays.stream(Severity.values())
                .filter(s -> s.compareTo(least) >= 0)
                .map(s -> "'" + s.word() + "'")
                .collect(Collectors.joining(", "));
        return session.all(
                "SELECT DISTINCT target FROM threats INDEXED BY threats_live WHERE live = 1 AND target >= ?"
                        + " AND target < ? AND action = '" + ThreatAction.BLOCK.word() + "' AND severity IN ("
                        + severities + ") AND (expires_at IS NULL OR expires_at > ?) ORDER BY target",
                row -> Target.fromKey(row.getBytes(1)),
                new byte[] {family.from},
                new byte[] {family.to},
                nowSeconds);
    }
}
