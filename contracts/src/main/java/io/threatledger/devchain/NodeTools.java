package io.threatledger.devchain;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/** Installs pinned node packages: exactly what the lockfile names, or nothing. */
public final class NodeTools {
    static final int INSTALL_SECONDS_MAX = 600;

    private static final String STAMP = "node_modules/.installed-lock";

    private NodeTools() {}

    /**
     * Runs {@code npm ci} where node_modules is missing, half installed, or of another lockfile.
     *
     * <p>Processes that do so at the same time wait for one another; all but the first find nothing left to do.
     *
     * @param folder with package.json and package-lock.json
     * @param progress told one line when an installation begins and one when it is done; nothing else
     * @throws DevChainException if npm is missing or fails
     */
    public static synchronized void ensureInstalled(Path folder, Consumer<String> progress) {
        try {
            if (isInstalled(folder)) {
                return;
            }
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(".install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !isInstalled(folder)) {
                    install(folder, progress);
                }
            }
        } catch (IOException e) {
            throw new DevChainException("npm packages of %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static void install(Path folder, Consumer<String> progress) throws IOException {
        if (Processes.find("npm").isEmpty()) {
            throw new DevChainException("npm is not on the PATH: install Node.js 20 or newer");
        }
        progress.accept("installing the development chain (npm ci in " + folder + ")");
        Path log = Files.createTempFile("npm-ci", ".log");
        Process npm = new ProcessBuilder(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        npm.getOutputStream().close();
        boolean ended = Processes.endsWithin(npm, INSTALL_SECONDS_MAX);
        npm.destroyForcibly();
        if (!ended || npm.exitValue() != 0) {
            throw new DevChainException("npm ci in %s failed; its output is in %s".formatted(folder, log));
        }
        Files.delete(log);
        // If we die here, the next start installs once more.
        Path stamp = folder.resolve(STAMP);
        Files.createDirectories(stamp.getParent());
        Files.writeString(stamp, lockfile(folder));
        progress.accept("installed");
    }

    private static boolean isInstalled(Path folder) throws IOException {
        Path stamp = folder.resolve(STAMP);
        return Files.exists(stamp) && Files.readString(stamp).equals(lockfile(folder));
    }

    private static String lockfile(Path folder) throws IOException {
        return Files.readString(folder.resolve("package-lock.json"), StandardCharsets.UTF_8);
    }
}
