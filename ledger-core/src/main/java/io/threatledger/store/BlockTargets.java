package io.threatledger.store;

import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.entry.ThreatAction;
import io.threatledger.merkle.TreeSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private static final String LIVE = " FROM threats INDEXED BY threats_live WHERE live = 1";

    private BlockTargets() {}

    /**
     * Each target once, in the order of keys.
     *
     * @param least threats below this severity do not count
     */
    public static List<Target> active(Session session, Family family, Severity least, long nowSeconds) {
        return session.all(
                "SELECT DISTINCT target" + LIVE + common(least) + " ORDER BY target",
                row -> Target.fromKey(row.getBytes(1)),
                common(family, nowSeconds).toArray());
    }

    /**
     * The same for the ledger as it was at that size: what is live still, and what has ended since. The latter are few.
     *
     * @param nowSeconds not so long ago that what had not expired then is not live any more
     */
    public static List<Target> activeAsOf(
            Session session, Family family, Severity least, TreeSize size, long nowSeconds) {
        String each = " AND idx < ?" + common(least);
        String rows = Stream.of(LIVE, endedSince("revoked", "superseded"), endedSince("superseded", "revoked"))
                .map(from -> "SELECT target" + from + each)
                .collect(Collectors.joining(" UNION ", "", " ORDER BY 1"));
        List<Object> common = new ArrayList<>(List.of(size.value()));
        common.addAll(common(family, nowSeconds));
        List<Object> parameters = new ArrayList<>(common);
        for (int ended = 0; ended < 2; ended++) {
            parameters.addAll(List.of(size.value(), size.value()));
            parameters.addAll(common);
        }
        return session.all(rows, row -> Target.fromKey(row.getBytes(1)), parameters.toArray());
    }

    private static String endedSince(String by, String other) {
        return " FROM threats INDEXED BY threats_%1$s WHERE %1$s_idx >= ? AND (%2$s_idx IS NULL OR %2$s_idx >= ?)"
                .formatted(by, other);
    }

    private static String common(Severity least) {
        String severities = Arrays.stream(Severity.values())
                .filter(s -> s.compareTo(least) >= 0)
                .map(s -> "'" + s.word() + "'")
                .collect(Collectors.joining(", "));
        return " AND target >= ? AND target < ? AND action = '" + ThreatAction.BLOCK.word() + "' AND severity IN ("
                + severities + ") AND (expires_at IS NULL OR expires_at > ?)";
    }

    private static List<Object> common(Family family, long nowSeconds) {
        return List.of(new byte[] {family.from}, new byte[] {family.to}, nowSeconds);
    }
}
