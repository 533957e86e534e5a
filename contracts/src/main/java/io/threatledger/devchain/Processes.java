package io.threatledger.devchain;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waiting for processes and signalling them. An interrupt while waiting ends the wait and is kept for the caller. */
final class Processes {
    private static final int SIGNAL_SECONDS_MAX = 5;

    private Processes() {}

    /** Whether it has ended within this time. */
    static boolean endsWithin(Process process, int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a signal, named as {@code kill} names it, such as STOP; false if there is no such process. */
    static boolean signal(long pid, String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return endsWithin(kill, SIGNAL_SECONDS_MAX) && kill.exitValue() == 0;
        } catch (IOException e) {
            throw new DevChainException("kill -%s %d failed: %s".formatted(signal, pid, e.getMessage()), e);
        }
    }

    /** The program of this name on the PATH. */
    static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
