package io.threatledger.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server that is measured: a process of its own that says on standard output when and where it is ready. */
final class Server implements AutoCloseable {
    private static final long STOP_SECONDS_MAX = 60;
    private static final double MIB_PER_KIB = 1 / 1024.0;
    private static final int UTIME = 11; // of /proc/PID/stat, counted from what stands behind the name
    private static final double MICROS_PER_TICK = 10_000;

    private final Process process;
    private final String readyLine;
    private final Duration startedIn;

    private Server(Process process, String readyLine, Duration startedIn) {
        this.process = process;
        this.readyLine = readyLine;
        this.startedIn = startedIn;
    }

    /** Returns when the process has said a line that begins with {@code ready}. */
    static Server start(List<String> command, Map<String, String> environment, Path log, String ready)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        long began = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(ready)) {
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                Thread.ofPlatform().daemon().start(() -> drain(out));
                return new Server(process, line.substring(ready.length()), took);
            }
        }
        throw new IOException("ended before it was ready: " + String.join(" ", command) + "; its output is in " + log);
    }

    /** What stood behind the ready word. */
    String readyAt() {
        return readyLine.strip();
    }

    Duration startedIn() {
        return startedIn;
    }

    /** Resident memory, MiB; NaN where the system does not say. */
    double residentMib() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * MIB_PER_KIB)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** Processor time that it has used, microseconds; NaN where the system does not say. */
    double processorMicros() {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Double.parseDouble(fields[UTIME]) + Double.parseDouble(fields[UTIME + 1])) * MICROS_PER_TICK;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static void drain(BufferedReader out) {
        try {
            while (out.readLine() != null) {
                // A full pipe would stop the process.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
