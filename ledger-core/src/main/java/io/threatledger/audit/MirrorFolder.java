package io.threatledger.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A log as static files under the paths that it is published at: any web server can serve the folder again.
 *
 * <p>What the audit needs for itself is in {@code .audit}. The checkpoint is written last, after all that it covers is
 * durable. Held by one process at a time, used by one thread.
 */
public final class MirrorFolder implements LogSource, AutoCloseable {
    /** Where the audit keeps what is not part of the log. */
    static final String OWN = ".audit";

    private static final String PARTIAL_SUFFIX = ".p";

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;
    /** Folders with files whose names may not be durable yet. */
    private final Set<Path> touched = new LinkedHashSet<>();

    private MirrorFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes a folder, which is made when it is not there.
     *
     * @throws IOException when another process has it, saying so
     */
    public static MirrorFolder take(Path folder) throws IOException {
        Path own = Files.createDirectories(folder.resolve(OWN));
        FileChannel channel =
                FileChannel.open(own.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new IOException("another audit runs in " + folder + ": wait for it, or name another folder");
        }
        return new MirrorFolder(folder, channel, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public String name() {
        return folder.toString();
    }

    /** A file of the audit's own. */
    Path own(String file) {
        return folder.resolve(OWN).resolve(file);
    }

    @Override
    public Optional<byte[]> read(String path, int bytesMax) throws IOException {
        return readFile(folder.resolve(path), bytesMax);
    }

    static Optional<byte[]> readFile(Path file, int bytesMax) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(bytesMax + 1));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }

    Optional<String> text(String path) throws IOException {
        return read(path, TEXT_BYTES_MAX).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    boolean has(String path) {
        return Files.exists(folder.resolve(path));
    }

    /** Puts a file in its place, whole. If we die here, there is the former one, or none; a leftover is written over. */
    void store(String path, byte[] bytes) throws IOException {
        Path incoming = own("incoming");
        try (FileChannel out = FileChannel.open(
                incoming, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        Path target = folder.resolve(path);
        Path parent = makeFolders(target);
        Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
        touched.add(parent);
    }

    private Path makeFolders(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(file + " is in no folder");
        }
        for (Path each = parent; each != null && !Files.exists(each); each = each.getParent()) {
            Path above = each.getParent();
            if (above != null) {
                touched.add(above);
            }
        }
        return Files.createDirectories(parent);
    }

    /** Makes durable what was stored so far. */
    void settle() throws IOException {
        for (Path each : touched) {
            try (FileChannel directory = FileChannel.open(each, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
        touched.clear();
    }

    /** Removes the partial files that are none of these: of former sizes, and of what has become full since. */
    void removePartialsBut(Set<String> wanted) throws IOException {
        Path tiles = folder.resolve("tile");
        if (!Files.isDirectory(tiles)) {
            return;
        }
        List<Path> partials;
        try (Stream<Path> all = Files.walk(tiles)) {
            partials = all.filter(MirrorFolder::isPartialFolder).toList();
        }
        for (Path each : partials) {
            removeOthers(each, wanted);
        }
    }

    private static boolean isPartialFolder(Path path) {
        return path.getFileName().toString().endsWith(PARTIAL_SUFFIX) && Files.isDirectory(path);
    }

    private void removeOthers(Path partialFolder, Set<String> wanted) throws IOException {
        boolean empty = true;
        try (Stream<Path> files = Files.list(partialFolder)) {
            for (Path file : files.toList()) {
                if (wanted.contains(folder.relativize(file).toString().replace('\\', '/'))) {
                    empty = false;
                } else {
                    Files.delete(file);
                }
            }
        }
        if (empty) {
            Files.delete(partialFolder);
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
