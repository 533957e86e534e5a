package io.threatledger.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files of a log: those in the folder, and those that are still to be fetched. A file is stored when it was looked at
 * and found good, and not before. Owned by one thread.
 */
final class Supply implements AutoCloseable {
    /** Files that are asked for at once: with the longest entries there are, 130 MB. */
    static final int AHEAD_FILES = 8;

    /**
     * One file that is wanted.
     *
     * @param check in whose name a contradiction is told
     * @param whole the same file when it is full, and {@code first} cuts it; a mirror may have nothing else by now
     * @param wrong what is wrong with its bytes, or nothing
     */
    record Wanted(
            String check,
            String path,
            int bytesMax,
            @Nullable String whole,
            Function<byte[], byte[]> first,
            Function<byte[], Optional<String>> wrong) {}

    private final MirrorFolder folder;
    private final @Nullable LogSource source;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Future<Optional<byte[]>>> ahead = new HashMap<>();
    private long stored;
    private long replaced;

    /** @param source null: there is nothing but the folder */
    Supply(MirrorFolder folder, @Nullable LogSource source) {
        this.folder = folder;
        this.source = source;
    }

    /** Begins to fetch those of the files that are not here. */
    void fetchAhead(List<String> paths, int bytesMax) {
        LogSource from = source;
        if (from != null) {
            paths.stream()
                    .filter(path -> !folder.has(path))
                    .forEach(path -> ahead.put(path, threads.submit(() -> from.read(path, bytesMax))));
        }
    }

    /**
     * The file, from the folder if that one is good, else from the source.
     *
     * @param keep whether a good one that was fetched is stored
     * @throws Contradiction when neither is good
     */
    byte[] obtain(Wanted wanted, boolean keep) {
        Optional<byte[]> here = here(wanted);
        if (here.isPresent() && wanted.wrong().apply(here.get()).isEmpty()) {
            return here.get();
        }
        byte[] there = there(wanted);
        wanted.wrong().apply(there).ifPresent(how -> {
            throw new Contradiction(wanted.check(), "%s/%s %s".formatted(name(), wanted.path(), how));
        });
        if (keep) {
            keep(wanted.path(), there);
        }
        return there;
    }

    /** The file in the folder, whatever is in it. */
    Optional<byte[]> here(Wanted wanted) {
        try {
            return folder.read(wanted.path(), wanted.bytesMax());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file at the source, whatever is in it; without one, that in the folder.
     *
     * @throws Contradiction when it is not there
     */
    byte[] there(Wanted wanted) {
        try {
            return fetched(wanted)
                    .orElseThrow(() -> new Contradiction(
                            wanted.check(),
                            "%s/%s is not there, and the signed tree has it".formatted(name(), wanted.path())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores a file that was found good. */
    void keep(String path, byte[] bytes) {
        try {
            replaced += folder.has(path) ? 1 : 0;
            folder.store(path, bytes);
            stored++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<byte[]> fetched(Wanted wanted) throws IOException {
        if (source == null) {
            return folder.read(wanted.path(), wanted.bytesMax());
        }
        Future<Optional<byte[]>> begun = ahead.remove(wanted.path());
        Optional<byte[]> file = begun == null ? source.read(wanted.path(), wanted.bytesMax()) : await(begun);
        if (file.isPresent() || wanted.whole() == null) {
            return file;
        }
        return source.read(wanted.whole(), wanted.bytesMax()).map(wanted.first());
    }

    private static Optional<byte[]> await(Future<Optional<byte[]>> begun) throws IOException {
        try {
            return begun.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("fetching failed", e);
        }
    }

    /** Where what is not in the folder comes from. */
    String name() {
        return source == null ? folder.name() : source.name();
    }

    /** Files that were stored. */
    long stored() {
        return stored;
    }

    /** Files among them that were in the folder and damaged. */
    long replaced() {
        return replaced;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
