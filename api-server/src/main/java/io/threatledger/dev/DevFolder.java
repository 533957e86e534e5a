package io.threatledger.dev;

import io.threatledger.entry.Origin;
import io.threatledger.entry.RandomBytes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/** The folder in which a development node keeps everything. Open while this process uses it, and by no other. */
final class DevFolder implements AutoCloseable {
    private static final String ORIGIN_PREFIX = "dev.threatledger.example/";
    private static final int ORIGIN_RANDOM_BYTES = 4;

    private final Path folder;
    private final FileChannel lockFile;

    private DevFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /** Opens the folder, made if need be; fails when another process has it. */
    static DevFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new DevFailure(
                    folder + " is in use by another threatledger dev: stop that one, or name another --data");
        }
        return new DevFolder(folder, channel);
    }

    /** The lock is the channel's: it ends with it, and with the process. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return folder;
    }

    Path chainState() {
        return folder.resolve("chain.json");
    }

    /** Whether a development node has been made there. */
    static boolean isIdentified(Path folder) {
        return Files.exists(originFile(folder)) && Files.exists(seedFile(folder));
    }

    static Origin origin(Path folder) throws IOException {
        return new Origin(Files.readString(originFile(folder)).strip());
    }

    static Path seedFile(Path folder) {
        return folder.resolve("seed");
    }

    private static Path originFile(Path folder) {
        return folder.resolve("origin");
    }

    Path environmentFile() {
        return folder.resolve("dev.env");
    }

    /** The identity made at the first start. */
    NodeIdentity identity(RandomBytes random) throws IOException {
        Path originFile = originFile(folder);
        // The origin first: a seed without an origin would have to guess it, an origin without a seed gets one.
        if (!Files.exists(originFile)) {
            byte[] name = new byte[ORIGIN_RANDOM_BYTES];
            random.fill(name);
            String made = ORIGIN_PREFIX + HexFormat.of().formatHex(name) + "\n";
            SecretFile.create(originFile, made.getBytes(StandardCharsets.UTF_8));
        }
        Path seed = seedFile(folder);
        return Files.exists(seed)
                ? NodeIdentity.read(seed, origin(folder))
                : NodeIdentity.create(seed, origin(folder), random);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
