package io.threatledger.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where and with what it was measured. */
final class Facts {
    private Facts() {}

    static Map<String, String> of(Options options) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
        facts.put("commit", first(List.of("git", "rev-parse", "--short", "HEAD")));
        facts.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores shared with the load generator, " + processor());
        facts.put(
                "load before",
                String.format(
                        Locale.ROOT,
                        "%.1f threads wanted to run in the last minute; on an idle machine it is near 0",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        facts.put("JDK", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("wrk", first(List.of("wrk", "-v")).replaceAll(" Copyright.*", ""));
        facts.put("run", String.format(Locale.ROOT, "%,d entries; %s", options.entriesWanted(), run(options)));
        return facts;
    }

    private static String run(Options options) {
        Comparison.Pace pace = options.pace();
        return options.soakSeconds() > 0
                ? "a soak of " + options.soakSeconds() + " s"
                : String.format(
                        Locale.ROOT,
                        "%d rounds of %d s after %d s of warm-up%s",
                        pace.rounds(),
                        pace.secondsARound(),
                        pace.warmUpSeconds(),
                        options.quick ? " (quick: it shows that all of it runs, not how fast it is)" : "");
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    /** The first line that a program says; empty where there is no such program. */
    private static String first(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var out = process.inputReader(StandardCharsets.UTF_8)) {
                String line = out.readLine();
                return line == null ? "" : line.strip();
            }
        } catch (IOException e) {
            return "";
        }
    }
}
