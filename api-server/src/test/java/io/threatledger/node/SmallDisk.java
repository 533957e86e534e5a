package io.threatledger.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few MiB that a test can fill: a tmpfs, which only root may mount. */
final class SmallDisk implements AutoCloseable {
    private static final int PIECE_BYTES = 16_384;

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** Mounts one, or leaves the test out where that is not allowed; with {@code CI=true} nothing is left out. */
    static SmallDisk mount(Path folder, int mebibytes) throws IOException {
        Files.createDirectories(folder);
        String refused = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
        if (!refused.isEmpty()) {
            assertThat(System.getenv("CI")).as("a tmpfs is needed: %s", refused).isNotEqualTo("true");
            Assumptions.abort("no small disk, a tmpfs cannot be mounted here: " + refused);
        }
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    /** Fills it until about so many bytes are free, or until others have taken the rest. */
    void fillUpTo(long freeBytes) throws IOException {
        try {
            fill(freeBytes);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private void fill(long freeBytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (Files.getFileStore(folder).getUsableSpace() > freeBytes + PIECE_BYTES) {
                out.write(new byte[PIECE_BYTES]);
            }
        }
    }

    /** Makes room again. */
    void clear() throws IOException {
        Files.deleteIfExists(ballast);
    }

    @Override
    public void close() {
        assertThat(run("umount", folder.toString())).isEmpty();
    }

    /** What it said; empty when it did what it was told. */
    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int status = process.waitFor();
            return status == 0 ? "" : "status " + status + ", " + said;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
