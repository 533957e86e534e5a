package io.threatledger.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Go's own {@code sumdb/note} and {@code sumdb/tlog} read the log. Their sources are where Debian's package puts them;
 * scripts/lib/tools.sh installs it. Left out where Go is missing, but never with CI=true.
 */
class GoInteropTest {
    private static final Path GO_SOURCES = Path.of("/usr/share/gocode");
    private static final Path PROGRAM = Path.of("src/test/interop/go").toAbsolutePath();
    private static final Tool GO = new Tool(
            PROGRAM,
            Map.of(
                    "GOPATH", GO_SOURCES.toString(),
                    "GO111MODULE", "off",
                    "GOFLAGS", "",
                    "GOPROXY", "off",
                    "GOCACHE", Path.of("target/go-cache").toAbsolutePath().toString()));

    /** Version 0.7.0 of the module does not hold every full tile against its parent; the proof made of it fails then. */
    private static final String TILE = "downloaded inconsistent tile|is not in the tree|does not extend";

    private static PublishedLog log;
    private static Path binary;

    @BeforeAll
    static void buildAndPublish(@TempDir Path folder) throws Exception {
        assumeTrue(hasGo() || "true".equals(System.getenv("CI")), "Go and its module of logs are not installed");
        binary = folder.resolve("auditlog");
        Tool.Result build = GO.run("", List.of("go", "build", "-o", binary.toString(), "auditlog.go"));
        assertThat(build.status()).as(build.err()).isZero();
        log = new PublishedLog(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        if (log != null) {
            log.close();
        }
    }

    private static boolean hasGo() {
        boolean onPath = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "go")));
        return onPath && Files.isDirectory(GO_SOURCES.resolve("src/golang.org/x/mod/sumdb/tlog"));
    }

    @Test
    void oneBitAnywhereIsNoticed() throws Exception {
        refuses("/log/vkey", 10, "vkey: ");
        refuses("/log/vkey", -5, "vkey: ");
        refuses("/log/checkpoint", 3, "checkpoint: invalid signature");
        refuses("/log/checkpoint", 30, "checkpoint: invalid signature");
        refuses("/log/checkpoint", -10, "checkpoint: ");
        refuses("/log/tile/entries/000", 0, "entry 0");
        refuses("/log/tile/entries/000", 1, "entry 0 is not in the tree");
        refuses("/log/tile/entries/001", 100_000, "is not in the tree");
        refuses("/log/tile/entries/002.p/189", -1, "entry 700 is not in the tree");
        refuses("/log/tile/0/000", 8_191, TILE);
        refuses("/log/tile/0/002.p/189", 0, TILE);
        refuses("/log/tile/1/000.p/2", 40, TILE);
        refuses("/log/tile/1/000.p/1", 0, TILE);
        refuses("/log/tile/0/000.p/100", 31, TILE);
        refuses("/log/tile/0/001.p/144", 1_000, TILE);
    }

    private static void refuses(String path, int offset, String says) throws Exception {
        try (Forger forger = new Forger(log.url(), path, offset)) {
            Tool.Result result = audit(forger.url(), log.checkpoints());
            assertThat(forger.forged()).as(path).isPositive();
            assertThat(result.status()).as(path + " " + result.out()).isEqualTo(1);
            assertThat(result.err()).as(path).containsPattern(says).hasLineCount(1);
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void anOldCheckpointOfAnotherHistoryIsNoticed(@TempDir Path folder) throws Exception {
        String other = Files.readString(log.checkpoints().resolve("257")).replace("\n257\n", "\n258\n");
        Files.writeString(folder.resolve("258"), other);
        assertThat(audit(log.url(), folder).status()).isEqualTo(1);
    }

    @Test
    void everySignatureEveryEntryAndEveryPairOfSizesVerifies() throws Exception {
        int size = PublishedLog.SIZES.getLast();
        int pairs = PublishedLog.SIZES.size() * (PublishedLog.SIZES.size() - 1) / 2;
        // The newest is read over HTTP and lies in the folder too: each smaller size is compared with both.
        int withNewestTwice = pairs + PublishedLog.SIZES.size() - 1;
        try (Forger honest = new Forger(log.url(), "", 0)) {
            for (String url : List.of(log.url(), honest.url())) {
                Tool.Result result = audit(url, log.checkpoints());
                assertThat(result.err()).isEmpty();
                assertThat(result.out())
                        .isEqualTo("node.example/threats size %d: %d entries included, %d pairs of sizes consistent\n"
                                .formatted(size, size, withNewestTwice));
                assertThat(result.status()).isZero();
            }
        }
    }

    private static Tool.Result audit(String url, Path checkpoints) throws Exception {
        return GO.run("", List.of(binary.toString(), url + "/log", checkpoints.toString()));
    }
}
