package io.threatledger.devchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With packages that have no dependencies: npm runs, and asks nobody for anything. */
class NodeToolsTest {
    @TempDir
    private Path folder;

    private final List<String> progress = new ArrayList<>();

    @Test
    void lockfileThatDisagreesIsRefused() throws IOException {
        writePackage("1.0.0");
        Files.writeString(folder.resolve("package.json"), "{\"name\":\"p\",\"dependencies\":{\"absent\":\"1.0.0\"}}");
        assertThatThrownBy(() -> NodeTools.ensureInstalled(folder, progress::add))
                .isInstanceOf(DevChainException.class)
                .hasMessageContaining("npm ci in " + folder + " failed");
    }

    @Test
    void folderWithoutALockfileIsRefused() {
        assertThatThrownBy(() -> NodeTools.ensureInstalled(folder, progress::add))
                .isInstanceOf(DevChainException.class);
    }

    @Test
    void installsOnceAndAgainWhenTheLockfileChanges() throws IOException {
        writePackage("1.0.0");
        NodeTools.ensureInstalled(folder, progress::add);
        NodeTools.ensureInstalled(folder, progress::add);
        assertThat(progress).hasSize(2);
        writePackage("1.0.1");
        NodeTools.ensureInstalled(folder, progress::add);
        assertThat(progress).hasSize(4);
    }

    private void writePackage(String version) throws IOException {
        Files.writeString(folder.resolve("package.json"), "{\"name\":\"p\",\"version\":\"%s\"}".formatted(version));
        Files.writeString(folder.resolve("package-lock.json"), """
                {"name":"p","version":"%1$s","lockfileVersion":3,"packages":{"":{"name":"p","version":"%1$s"}}}
                """.formatted(version));
    }
}
