package io.threatledger.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell scripts, piece by piece, in a real bash. */
class ScriptsTest {
    private static final Path LIBRARY =
            Path.of("../scripts/lib").toAbsolutePath().normalize();
    private static final int SECONDS_MAX = 60;

    @TempDir
    Path folder;

    private record Result(int status, String out, String err) {}

    @Test
    void withoutAJdkOneLineSaysWhatWasSeenAndWhatIsNeeded() throws Exception {
        Path old = jdk("jdk-17", "17.0.15");
        Result result = bash(". jdk.sh; find_jdk", Map.of("JAVA_HOME", old.toString()), "");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("JDK 21 or newer", "17 in " + old);
        assertThat(bash(". jdk.sh; find_jdk", Map.of(), "").err()).contains("seen: none");
    }

    @Test
    void javaHomeWinsWhenItIsNewEnough() throws Exception {
        Path home = jdk("jdk-21", "21.0.1");
        Path newer = jdk("jdk-25", "25.0.3");
        assertThat(bash(". jdk.sh; find_jdk", Map.of("JAVA_HOME", home.toString()), newer + "\n")
                        .out())
                .isEqualTo(home + "\n");
    }

    @Test
    void anOldJavaHomeIsPassedOverForThePathThroughItsLinks() throws Exception {
        Path old = jdk("jdk-11", "11.0.2");
        Path onPath = jdk("jdk-22", "22");
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("java"), Path.of("../jdk-22/bin/java"));
        Map<String, String> environment =
                Map.of("JAVA_HOME", old.toString(), "PATH", links + ":" + System.getenv("PATH"));
        assertThat(bash(". jdk.sh; find_jdk", environment, "").out()).isEqualTo(onPath.toRealPath() + "\n");
    }

    @Test
    void ofTheUsualPlacesTheNewestIsTaken() throws Exception {
        Path oldest = jdk("a-21", "21.0.9");
        Path newest = jdk("b-26", "26-ea");
        Path ancient = jdk("c-8", "1.8.0_402");
        Path runtimeOnly = jdk("d-27", "27");
        Files.delete(runtimeOnly.resolve("bin/javac"));
        String places =
                String.join("\n", List.of(oldest + "", newest + "", ancient + "", runtimeOnly + "", "/nowhere", ""));
        assertThat(bash(". jdk.sh; find_jdk", Map.of(), places).out()).isEqualTo(newest + "\n");
    }

    @Test
    void aJdkWithoutAReleaseFileIsAsked() throws Exception {
        Path home = jdk("jdk", "x");
        Files.delete(home.resolve("release"));
        script(home.resolve("bin/java"), "echo 'openjdk version \"23.0.1\" 2024-10-15' >&2");
        assertThat(bash(". jdk.sh; jdk_version " + home, Map.of(), "").out()).isEqualTo("23\n");
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws Exception {
        Map<String, String> environment = project();
        String both = ". build.sh; (ensure_built) & (ensure_built) & wait; jar_is_current && built_jar";
        Result result = bash(both, environment, "");
        assertThat(result.out()).as(result.err()).endsWith("api-server/target/api-server-1.jar\n");
        assertThat(Files.readAllLines(folder.resolve("builds"))).hasSize(1);
        assertThat(folder.resolve("root/.build.lock")).doesNotExist();
    }

    @Test
    void aChangedOrDeletedSourceMakesTheJarOld() throws Exception {
        Map<String, String> environment = project();
        Path source = Files.writeString(folder.resolve("root/api-server/src/main/A.java"), "class A {}");
        bash(". build.sh; ensure_built", environment, "");
        assertThat(bash(". build.sh; jar_is_current", environment, "").status()).isZero();
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(bash(". build.sh; jar_is_current", environment, "").status()).isNotZero();
        bash(". build.sh; ensure_built", environment, "");
        Files.delete(source);
        Files.setLastModifiedTime(
                source.getParent(), FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(bash(". build.sh; jar_is_current", environment, "").status()).isNotZero();
    }

    @Test
    void theLockOfADeadBuildIsTakenOver() throws Exception {
        Map<String, String> environment = project();
        Path lock = Files.createDirectory(folder.resolve("root/.build.lock"));
        Files.writeString(lock.resolve("pid"), "999999999\n");
        assertThat(bash(". build.sh; ensure_built", environment, "").status()).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void aBuildThatFailsIsStatusThreeAndNamesItsLog() throws Exception {
        Map<String, String> environment = project();
        script(folder.resolve("bin/mvn"), "echo '[ERROR] it broke'; exit 1");
        Result result = bash(". build.sh; ensure_built", environment, "");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).contains("it broke", "build.log");
        assertThat(bash(". build.sh; jar_is_current", environment, "").status()).isNotZero();
    }

    @Test
    void theClosingLineAddsUpWhatWasReported() throws Exception {
        report("a", 7, 1, 1, 2);
        report("b", 3, 0, 0, 0);
        Result failed = bash(". reports.sh; closing_line 0 " + folder, Map.of(), "");
        assertThat(failed.out()).isEqualTo("6 passed, 2 failed, 2 skipped\n");
        assertThat(failed.status()).isEqualTo(1);
    }

    @Test
    void skippedTestsFailOnlyWhereNothingMayBeLeftOut() throws Exception {
        report("a", 3, 0, 0, 1);
        String command = ". reports.sh; closing_line 0 " + folder;
        assertThat(bash(command, Map.of("CI", ""), "").status()).isZero();
        assertThat(bash(command, Map.of("CI", "true"), "").status()).isEqualTo(1);
    }

    @Test
    void aRunWithoutTestsAndABrokenBuildAreNotWell() throws Exception {
        assertThat(bash(". reports.sh; closing_line 0 " + folder, Map.of(), "").status())
                .isEqualTo(1);
        report("a", 3, 0, 0, 0);
        assertThat(bash(". reports.sh; closing_line 1 " + folder, Map.of(), "").status())
                .isEqualTo(1);
        assertThat(bash(". reports.sh; closing_line 0 " + folder, Map.of(), "").out())
                .isEqualTo("3 passed, 0 failed, 0 skipped\n");
    }

    @Test
    void goIsInstalledWhereThatIsPossible() throws Exception {
        Map<String, String> environment = goless(0, 0);
        String command = "CI=true; . tools.sh; install_go; echo status $?; has_go && echo there";
        Result result = bash(command, environment, "");
        assertThat(result.out()).as(result.err()).isEqualTo("status 0\nthere\n");
        assertThat(Files.readString(folder.resolve("apt")))
                .contains("install -y")
                .contains("golang-golang-x-mod-dev");
        Files.delete(folder.resolve("apt"));
        assertThat(bash(command, environment, "").err()).isEmpty();
        assertThat(folder.resolve("apt")).doesNotExist();
    }

    @Test
    void anOldListOfPackagesIsFetchedAnew() throws Exception {
        Map<String, String> environment = goless(0, 1);
        Result result = bash(". tools.sh; install_go", environment, "");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("apt")))
                .hasSize(3)
                .element(1)
                .isEqualTo("update");
    }

    @Test
    void withoutGoOneLineSaysWhatIsLeftOutAndNothingIsLeftOutInContinuousIntegration() throws Exception {
        for (Map<String, String> environment : List.of(goless(1_000, 0), goless(0, 9))) {
            Result local = bash("CI=; . tools.sh; install_go 2>&1 | grep -c 'left out'; install_go", environment, "");
            assertThat(local.out()).isEqualTo("1\n");
            assertThat(local.status()).isZero();
            Result strict = bash("CI=true; . tools.sh; install_go", environment, "");
            assertThat(strict.status()).isEqualTo(3);
            assertThat(strict.err()).contains("golang-golang-x-mod-dev, which cannot be installed here");
        }
    }

    /** A machine without Go, whose apt-get fails so many times before it installs it. */
    private Map<String, String> goless(int userId, int failures) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("machine-" + userId + "-" + failures));
        Path sources = programs.resolve("gocode");
        script(programs.resolve("id"), "echo " + userId);
        script(
                programs.resolve("apt-get"),
                "echo \"$*\" >>%s; [ \"$(grep -c install %s)\" -gt %d ] || [ \"$1\" = update ] || exit 100\n"
                                .formatted(folder.resolve("apt"), folder.resolve("apt"), failures)
                        + "[ \"$1\" = update ] || mkdir -p %s/src/golang.org/x/mod/sumdb/tlog\n".formatted(sources)
                        + "[ \"$1\" = update ] || { echo '#!/bin/sh' >%s/go; chmod +x %s/go; }"
                                .formatted(programs, programs));
        Files.deleteIfExists(folder.resolve("apt"));
        return Map.of("PATH", programs + ":" + withoutJava(), "GO_SOURCES", sources.toString());
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "exit 9");
        script(home.resolve("bin/javac"), "exit 9");
        return home;
    }

    /** A project that a Maven of ours builds, slowly, and notes that it did. */
    private Map<String, String> project() throws IOException {
        Path root = folder.resolve("root");
        Files.createDirectories(root.resolve("api-server/src/main"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.createDirectories(folder.resolve("bin"));
        script(
                folder.resolve("bin/mvn"),
                "sleep 1; echo built >>" + folder.resolve("builds") + "; touch api-server/target/api-server-1.jar");
        return Map.of("ROOT", root.toString(), "PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    }

    private void report(String name, int tests, int failures, int errors, int skipped) throws IOException {
        Files.writeString(
                folder.resolve("TEST-" + name + ".xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="%s" time="0.1" tests="%d" errors="%d" skipped="%d" failures="%d">
                  <properties>
                    <property name="tests" value="99"/>
                  </properties>
                </testsuite>
                """.formatted(name, tests, errors, skipped, failures));
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result bash(String command, Map<String, String> environment, String input) throws Exception {
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder("bash", "-u", "-c", "cd " + LIBRARY + "; " + command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> clean = new HashMap<>(Map.of("PATH", withoutJava(), "HOME", folder.toString()));
        clean.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(clean);
        Process process = builder.start();
        assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** The usual programs without a java. */
    private String withoutJava() throws IOException {
        Path programs = folder.resolve("programs");
        if (!Files.exists(programs)) {
            Files.createDirectory(programs);
            for (String name : List.of(
                    "sed",
                    "head",
                    "dirname",
                    "readlink",
                    "find",
                    "mkdir",
                    "rm",
                    "mv",
                    "cat",
                    "touch",
                    "sleep",
                    "grep",
                    "awk",
                    "tr",
                    "sh",
                    "cmp",
                    "mktemp",
                    "tail",
                    "chmod")) {
                Path program = Files.exists(Path.of("/bin", name)) ? Path.of("/bin", name) : Path.of("/usr/bin", name);
                script(programs.resolve(name), "exec " + program + " \"$@\"");
            }
        }
        return programs.toString();
    }
}
