package io.threatledger.query;

import io.threatledger.entry.Severity;
import io.threatledger.entry.Target;
import io.threatledger.merkle.TreeSize;
import io.threatledger.store.BlockTargets;
import io.threatledger.store.LedgerDatabase;
import io.threatledger.store.LedgerHead;
import io.threatledger.store.TallyRows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The active targets to block as a text, one a line, read anew only when the ledger has grown or something expired.
 *
 * <p>Thread-safe: each list has its lock, held while it is read.
 */
public final class Blocklist {
    /**
     * Which list.
     *
     * @param delay how long the end of the log is withheld from its readers
     */
    public record Variant(BlockTargets.Family family, Severity least, Duration delay) {}

    /**
     * A list as it stood at a moment.
     *
     * @param etag of the content, quotes included: the same after a restart
     * @param changedAtSeconds when the content became what it is, as far as this process saw
     * @param changedTwice whether it became something else within that second before: then the second does not tell them
     *     apart
     */
    public record Text(String content, String etag, long changedAtSeconds, boolean changedTwice) {}

    private record Read(Text text, long size, long validFrom, long validUntil) {
        boolean holds(long headSize, long nowSeconds) {
            return size == headSize && nowSeconds >= validFrom && nowSeconds < validUntil;
        }
    }

    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Read read; // guarded by lock
    }

    private final LedgerDatabase database;
    private final String origin;
    private final Map<Variant, Slot> slots = new ConcurrentHashMap<>();

    /** @param origin the log's name, for the first line */
    public Blocklist(LedgerDatabase database, String origin) {
        this.database = database;
        this.origin = origin;
    }

    /**
     * The list at that moment.
     *
     * @param moment what readers of the variant's delay see now
     */
    public Text at(Variant variant, Moment moment) {
        Slot slot = slots.computeIfAbsent(variant, v -> new Slot());
        slot.lock.lock();
        try {
            Read last = slot.read;
            long size = Math.min(
                    moment.size().value(),
                    database.read(LedgerHead::read).size().value());
            if (last == null || !last.holds(size, moment.nowSeconds())) {
                last = read(variant, moment, last);
                slot.read = last;
            }
            return last.text();
        } finally {
            slot.lock.unlock();
        }
    }

    private Read read(Variant variant, Moment moment, @Nullable Read before) {
        long now = moment.nowSeconds();
        return database.snapshot(session -> {
            TreeSize head = LedgerHead.read(session).size();
            boolean isNewest = moment.size().compareTo(head) >= 0;
            TreeSize size = isNewest ? head : moment.size();
            List<Target> targets = isNewest
                    ? BlockTargets.active(session, variant.family(), variant.least(), now)
                    : BlockTargets.activeAsOf(session, variant.family(), variant.least(), size, now);
            return new Read(
                    text(targets, now, before == null ? null : before.text()),
                    size.value(),
                    now,
                    TallyRows.nextExpiry(session, size, now));
        });
    }

    private Text text(List<Target> targets, long nowSeconds, @Nullable Text before) {
        StringBuilder lines = new StringBuilder("# " + origin + ": " + targets.size() + " targets to block\n");
        targets.forEach(target -> lines.append(target.text()).append('\n'));
        String content = lines.toString();
        if (before != null && before.content().equals(content)) {
            return before;
        }
        boolean twice = before != null && before.changedAtSeconds() >= nowSeconds;
        return new Text(content, etag(content), nowSeconds, twice);
    }

    private static String etag(String content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
