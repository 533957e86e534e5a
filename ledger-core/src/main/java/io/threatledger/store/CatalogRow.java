package io.threatledger.store;

import io.threatledger.entry.Target;
import io.threatledger.merkle.LeafIndex;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a catalog knows of one target. Texts are folded to small letters by whoever makes it; lists have each value once.
 *
 * @param index newest entry of the target in the window
 * @param isListed whether an entry is active; only then tags, sensors and ports are stored
 * @param nextSeconds when time alone changes the record, seconds since the epoch; null when it never does
 */
public record CatalogRow(
        LeafIndex index,
        Target target,
        String id,
        boolean isListed,
        int confidencePercent,
        String action,
        @Nullable Long asn,
        @Nullable String asnName,
        @Nullable String country,
        @Nullable String fleet,
        long firstSeenSeconds,
        long lastSeenSeconds,
        @Nullable String ja3,
        @Nullable String ja4,
        @Nullable Long nextSeconds,
        List<String> tags,
        List<String> sensors,
        List<Integer> ports) {

    private static final String COLUMNS =
            "idx, target, id, listed, ip, confidence, action, asn, asn_name, country, fleet,"
                    + " first_seen, last_seen, ja3, ja4, next_at";

    public CatalogRow {
        tags = tags.stream().distinct().sorted().toList();
        sensors = sensors.stream().distinct().sorted().toList();
        ports = ports.stream().distinct().sorted().toList();
    }

    /** Puts it in the place of what stands for the target. */
    public void replace(Session session) {
        remove(session, target);
        session.run(
                "INSERT INTO records (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                index.value(),
                target.key(),
                id,
                isListed ? 1 : null,
                target.text(),
                confidencePercent,
                action,
                asn,
                asnName,
                country,
                fleet,
                firstSeenSeconds,
                lastSeenSeconds,
                ja3,
                ja4,
                nextSeconds);
        if (isListed) {
            tags.forEach(tag -> insertTag(session, tag));
            sensors.forEach(
                    sensor -> session.run("INSERT INTO sensors (sensor, idx) VALUES (?, ?)", sensor, index.value()));
            ports.forEach(port -> session.run("INSERT INTO ports (port, idx) VALUES (?, ?)", port, index.value()));
        }
    }

    private void insertTag(Session session, String tag) {
        session.run(
                "INSERT INTO tags (tag, idx, country, asn, confidence, action, fleet, first_seen, last_seen)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                tag,
                index.value(),
                country,
                asn,
                confidencePercent,
                action,
                fleet,
                firstSeenSeconds,
                lastSeenSeconds);
    }

    /** Takes out what stands for the target, if anything does. */
    public static void remove(Session session, Target target) {
        session.one("SELECT idx FROM records WHERE target = ?", row -> row.getLong(1), target.key())
                .ifPresent(index -> {
                    session.run("DELETE FROM tags WHERE idx = ?", index);
                    session.run("DELETE FROM sensors WHERE idx = ?", index);
                    session.run("DELETE FROM ports WHERE idx = ?", index);
                    session.run("DELETE FROM records WHERE idx = ?", index);
                });
    }

    /** The target that has this id. */
    public static Optional<Target> find(Session session, String id) {
        return session.one("SELECT target FROM records WHERE id = ?", row -> Target.fromKey(row.getBytes(1)), id);
    }

    /** Targets whose record time alone has changed by then. */
    public static List<Target> due(Session session, long nowSeconds) {
        return session.all(
                "SELECT target FROM records WHERE next_at <= ?", row -> Target.fromKey(row.getBytes(1)), nowSeconds);
    }

    /**
     * The latest time, until {@code nowSeconds}, by which time alone has changed not many more than {@code rows} records:
     * all that change in one second count as one.
     */
    public static long dueBy(Session session, long nowSeconds, int rows) {
        return session.one(
                        "SELECT next_at FROM records WHERE next_at <= ? ORDER BY next_at LIMIT 1 OFFSET ?",
                        row -> row.getLong(1),
                        nowSeconds,
                        rows - 1)
                .orElse(nowSeconds);
    }

    /** The least time at which time alone changes a record; {@link Long#MAX_VALUE} when none ever will. */
    public static long nextSeconds(Session session) {
        return session.one(
                        "SELECT next_at FROM records WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1",
                        row -> row.getLong(1))
                .orElse(Long.MAX_VALUE);
    }
}
