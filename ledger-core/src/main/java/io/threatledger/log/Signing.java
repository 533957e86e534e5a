package io.threatledger.log;

import io.threatledger.entry.EntryId;
import io.threatledger.entry.EntrySigner;
import io.threatledger.entry.RandomBytes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Signs a batch on all cores. Called by the sequencer thread, which takes its share. */
final class Signing implements AutoCloseable {
    /** Below this many entries a second thread costs more than it gives. */
    private static final int SHARE_ENTRIES_MIN = 8;

    private final String origin;
    private final EntrySigner signer;
    private final RandomBytes random;
    private final int threads;
    private final ExecutorService others;

    Signing(String origin, EntrySigner signer, RandomBytes random, int threads) {
        this.origin = origin;
        this.signer = signer;
        this.random = random;
        this.threads = threads;
        this.others = Executors.newFixedThreadPool(
                Math.max(1, threads - 1),
                Thread.ofPlatform().name("signing-", 0).daemon().factory());
    }

    /**
     * Signs every entry that is not signed yet, wave by wave, and signs again (with another {@code jti}) where an id exists
     * already.
     */
    void sign(List<Planned> batch, View view) {
        Map<Integer, List<Planned>> waves = batch.stream()
                .filter(entry -> !entry.isSigned())
                .collect(Collectors.groupingBy(Planned::wave, TreeMap::new, Collectors.toList()));
        Set<EntryId> ids = batch.stream()
                .filter(Planned::isSigned)
                .map(Planned::id)
                .collect(Collectors.toCollection(HashSet::new));
        for (List<Planned> wave : waves.values()) {
            signWave(wave);
            for (Planned entry : wave) {
                while (!ids.add(entry.id()) || view.hasId(entry.id())) {
                    entry.sign(origin, signer, random);
                }
            }
        }
    }

    private void signWave(List<Planned> wave) {
        int shares = Math.clamp(wave.size() / SHARE_ENTRIES_MIN, 1, threads);
        List<? extends Future<?>> running = IntStream.range(1, shares)
                .mapToObj(share -> others.submit(() -> signShare(wave, share, shares)))
                .toList();
        signShare(wave, 0, shares);
        for (Future<?> share : running) {
            join(share);
        }
    }

    private void signShare(List<Planned> wave, int share, int shares) {
        for (int i = share; i < wave.size(); i += shares) {
            wave.get(i).sign(origin, signer, random);
        }
    }

    private static void join(Future<?> share) {
        try {
            share.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signing", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("signing failed", e.getCause());
        }
    }

    @Override
    public void close() {
        others.shutdown();
    }
}
