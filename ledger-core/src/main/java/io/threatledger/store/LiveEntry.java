package io.threatledger.store;

import io.threatledger.entry.Target;
import io.threatledger.merkle.LeafIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An entry that nothing has ended, with its anchor: all that a look-up of an address needs. Its interval is not read, for
 * nothing stands there that the leaf does not say; whether it has expired is for the reader of the leaf to see.
 *
 * @param anchor null while no anchored tree contains the entry
 */
public record LiveEntry(EntryRow entry, @Nullable AnchorRow anchor) {
    private static final int ANCHOR = 5;

    /** By the number of targets: an address has no more networks around it. */
    private static final List<String> STATEMENTS = IntStream.rangeClosed(0, Target.IPV6_BITS + 1)
            .mapToObj(LiveEntry::sql)
            .toList();

    /**
     * The newest live entries of what the filter's address is found by, newest first, at most as many as it counts. The
     * filter must {@linkplain ThreatFilter#isLookUp be a look-up}.
     */
    public static List<LiveEntry> of(LedgerDatabase database, ThreatFilter filter) {
        Target address = filter.target();
        if (address == null || !filter.isLookUp()) {
            throw new IllegalArgumentException("not a look-up: " + filter);
        }
        List<Target> targets = database.prefixes().covering(address);
        Object[] parameters = new Object[targets.size() + 2];
        for (int i = 0; i < targets.size(); i++) {
            parameters[i] = targets.get(i).key();
        }
        parameters[targets.size()] = filter.end();
        parameters[targets.size() + 1] = filter.count();
        List<LiveEntry> found = database.lookUps()
                .read(session -> session.all(STATEMENTS.get(targets.size()), LiveEntry::of, parameters));
        return found.size() < 2
                ? found
                : found.stream()
                        .sorted(Comparator.comparing(LiveEntry::index).reversed())
                        .toList();
    }

    LeafIndex index() {
        return entry.index();
    }

    /** The index alone finds them, in its own order. */
    private static String sql(int targets) {
        return "SELECT e.idx, e.id, e.leaf, e.disclosures, " + AnchorRow.columns("a")
                + " FROM (SELECT idx FROM threats INDEXED BY threats_by_target WHERE target IN ("
                + String.join(", ", Collections.nCopies(targets, "?")) + ") AND live = 1 AND idx < ?"
                + " ORDER BY idx DESC LIMIT ?) t CROSS JOIN entries e ON e.idx = t.idx" + AnchorRow.join("a", "t.idx");
    }

    private static LiveEntry of(ResultSet row) throws SQLException {
        return new LiveEntry(EntryRow.of(row), AnchorRow.joined(row, ANCHOR));
    }
}
