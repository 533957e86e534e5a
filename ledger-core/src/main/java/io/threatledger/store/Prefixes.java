package io.threatledger.store;

import io.threatledger.entry.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The prefix lengths in use: what covers a target is found with one probe for each, never by a scan.
 *
 * <p>Kept in memory beside the table, so that a look-up asks no question more. A length is probed before the commit that
 * brings it and counts as stored after it: a commit that is reported failed and is not leaves a probe too many, which
 * finds nothing, and never one too few.
 *
 * <p>Thread-safe: both sets are replaced, never changed; writers hold the database's write lock.
 */
final class Prefixes {
    /** A family (4 or 6) and a length. */
    private record Prefix(int family, int length) implements Comparable<Prefix> {
        static Prefix of(Target target) {
            return new Prefix(target.isIpv4() ? 4 : 6, target.prefixLength());
        }

        @Override
        public int compareTo(Prefix other) {
            return family != other.family
                    ? Integer.compare(family, other.family)
                    : Integer.compare(length, other.length);
        }
    }

    private volatile Set<Prefix> probed;
    private volatile Set<Prefix> stored;

    private Prefixes(Set<Prefix> stored) {
        this.probed = stored;
        this.stored = stored;
    }

    static Prefixes load(Session session) {
        return new Prefixes(new TreeSet<>(
                session.all("SELECT family, length FROM prefixes", row -> new Prefix(row.getInt(1), row.getInt(2)))));
    }

    /** The target itself and each network that could cover it, the widest first. */
    List<Target> covering(Target target) {
        List<Target> covering = new ArrayList<>();
        Prefix own = Prefix.of(target);
        for (Prefix prefix : probed) {
            if (prefix.family() == own.family() && prefix.length() < own.length()) {
                covering.add(target.withPrefix(prefix.length()));
            }
        }
        covering.add(target);
        return covering;
    }

    /** Writes what the rows bring, inside the transaction that brings them. */
    void insert(Session session, Collection<ThreatRow> rows) {
        probed = with(probed, rows);
        for (Prefix prefix : with(Set.of(), rows)) {
            if (!stored.contains(prefix)) {
                session.run(
                        "INSERT OR IGNORE INTO prefixes (family, length) VALUES (?, ?)",
                        prefix.family(),
                        prefix.length());
            }
        }
    }

    /** Told after the commit. */
    void committed(Collection<ThreatRow> rows) {
        stored = with(stored, rows);
    }

    private static Set<Prefix> with(Set<Prefix> known, Collection<ThreatRow> rows) {
        Set<Prefix> all = new TreeSet<>(known);
        rows.forEach(row -> all.add(Prefix.of(row.target())));
        return all.size() == known.size() ? known : all;
    }
}
