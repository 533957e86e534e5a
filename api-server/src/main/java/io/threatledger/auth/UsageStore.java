package io.threatledger.auth;

import io.threatledger.store.StorageException;
import io.threatledger.store.UsageFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries quotas and last-used times across a restart: reads the second file at start, writes what has changed every
 * second and at close. Owns one thread, which alone touches the file once started.
 */
public final class UsageStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UsageStore.class);
    private static final long SAVE_MILLIS = 1_000;
    private static final long CLOSE_SECONDS = 10;

    private final UsageFile file;
    private final Limits limits;
    /** What the file says of each key. Belongs to the thread. */
    private final Map<Long, Long> saved;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("usage").daemon().factory());

    private UsageStore(UsageFile file, Limits limits) {
        this.file = file;
        this.limits = limits;
        this.saved = file.lastUsed();
    }

    /** Opens or makes the file and gives the limits what was counted before. */
    public static UsageStore open(Path path, Limits limits, InstantSource clock) {
        UsageStore store = new UsageStore(UsageFile.open(path), limits);
        limits.quotas().restore(store.file.load(clock.instant().getEpochSecond()));
        limits.lastUsed().putAll(store.saved);
        var ignored = store.thread.scheduleWithFixedDelay(store::save, SAVE_MILLIS, SAVE_MILLIS, TimeUnit.MILLISECONDS);
        return store;
    }

    /** When a key was used last, seconds since the epoch; empty when it never was. */
    public Optional<Long> lastUsed(long keyId) {
        return limits.lastUsed(keyId);
    }

    private void save() {
        try {
            Map<Long, Long> used = new HashMap<>();
            limits.lastUsed().forEach((key, at) -> {
                if (!at.equals(saved.put(key, at))) {
                    used.put(key, at);
                }
            });
            var changed = limits.quotas().takeChanged();
            if (!changed.isEmpty() || !used.isEmpty()) {
                file.save(changed, used);
            }
        } catch (StorageException e) {
            LOG.warn("usage was not saved: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("usage is still being saved");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        save();
        file.close();
    }
}
