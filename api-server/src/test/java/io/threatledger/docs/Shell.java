package io.threatledger.docs;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One command that bash runs, with everything it printed so far. */
final class Shell {
    private final Process process;
    private final Thread reader;
    /** Guarded by itself, as is {@link #isEnded}. */
    private final StringBuilder output = new StringBuilder();

    private boolean isEnded;

    private Shell(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** @param settings commands whose variables this one finds set */
    static Shell run(Path folder, Map<String, String> environment, List<String> settings, String command)
            throws IOException {
        String script = String.join("\n", settings) + "\n" + command;
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Shell(process);
    }

    private void read() {
        char[] some = new char[1 << 13];
        try (Reader characters = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int n = characters.read(some); n >= 0; n = characters.read(some)) {
                synchronized (output) {
                    output.append(some, 0, n);
                    output.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (output) {
                isEnded = true;
                output.notifyAll();
            }
        }
    }

    /** All it has printed, once that is more than so many characters, or it ended, or time is up. */
    String printed(int charactersSeen, long deadlineNanos) throws InterruptedException {
        synchronized (output) {
            while (!isEnded && output.length() <= charactersSeen) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                output.wait(left);
            }
            return output.toString();
        }
    }

    boolean isEnded() {
        synchronized (output) {
            return isEnded;
        }
    }

    int status() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends it and what it started, and waits until they are gone. */
    void stop() throws InterruptedException {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        all.forEach(each -> each.onExit().join());
        reader.join();
    }
}
