package io.threatledger.devchain;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chain as a child process.
 *
 * <p>It is in a session of its own where {@code setsid} exists, so that Ctrl-C at the terminal reaches the node first
 * and the chain only when the node stops it. {@link Watchdog} ends it if this JVM goes without a word.
 */
final class ChainProcess {
    static final int START_SECONDS_MAX = 60;
    static final int STOP_SECONDS_MAX = 10;

    private static final int LINES_KEPT = 20;

    private final Process process;
    private final Watchdog watchdog;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>(); // guarded by itself
    private volatile int listeningPort;

    private ChainProcess(Process process, Watchdog watchdog) {
        this.process = process;
        this.watchdog = watchdog;
    }

    /** Starts the command and waits for the line that tells its port as group 1 of the pattern. */
    static ChainProcess start(String name, Path folder, List<String> command, Pattern listening) {
        Process process;
        try {
            process = new ProcessBuilder(inOwnSession(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new DevChainException(name + " cannot be started: " + e.getMessage(), e);
        }
        ChainProcess chain = new ChainProcess(process, Watchdog.over(process));
        Thread.ofPlatform().daemon().name(name + "-output").start(() -> chain.readOutput(listening));
        chain.awaitListening(name);
        return chain;
    }

    String rpcUrl() {
        return "http://127.0.0.1:" + listeningPort;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void stop() {
        resume(); // a suspended process would not take its SIGTERM
        process.destroy();
        if (!Processes.endsWithin(process, STOP_SECONDS_MAX)) {
            process.destroyForcibly();
        }
        awaitEnd();
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    void suspend() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        if (process.isAlive() && !Processes.signal(process.pid(), signal) && process.isAlive()) {
            throw new DevChainException("kill -%s %d failed".formatted(signal, process.pid()));
        }
    }

    private void awaitEnd() {
        if (!Processes.endsWithin(process, STOP_SECONDS_MAX)) {
            throw new DevChainException("process %d does not end".formatted(process.pid()));
        }
        watchdog.dismiss();
    }

    private void awaitListening(String name) {
        try {
            listeningPort = port.get(START_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            kill();
            throw new DevChainException("%s did not start: %s".formatted(name, lastWords()), e);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new DevChainException(name + " was interrupted while it started", e);
        }
    }

    private void readOutput(Pattern listening) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                Matcher matcher = listening.matcher(line);
                if (matcher.find()) {
                    port.complete(Integer.valueOf(matcher.group(1)));
                }
            }
        } catch (IOException e) {
            keep(e.toString());
        }
        port.completeExceptionally(new IOException("its output ended"));
    }

    private void keep(String line) {
        if (line.isBlank()) {
            return;
        }
        synchronized (lastLines) {
            lastLines.addLast(line.strip());
            if (lastLines.size() > LINES_KEPT) {
                lastLines.removeFirst();
            }
        }
    }

    private String lastWords() {
        synchronized (lastLines) {
            return lastLines.isEmpty() ? "it said nothing" : String.join(" | ", lastLines);
        }
    }

    private static List<String> inOwnSession(List<String> command) {
        List<String> whole = new ArrayList<>();
        Processes.find("setsid").ifPresent(setsid -> whole.add(setsid.toString()));
        whole.addAll(command);
        return whole;
    }
}
