package io.threatledger.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A node of a {@link NodeHome} as a process of its own, so that it can be killed. */
final class NodeProcess {
    private static final String READY = "ready at ";
    private static final int READY_SECONDS_MAX = 60;
    private static final int HEAP_MEGABYTES = 256;

    private final Process process;
    private final Consumer<String> listening;
    private final Thread output;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private NodeProcess(Process process, Consumer<String> listening) {
        this.process = process;
        this.listening = listening;
        this.output = Thread.ofPlatform().name("node-output").daemon().start(this::follow);
    }

    /** Run by {@link #launch} in the other process: folder, RPC address. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Node node = NodeHome.open(Path.of(args[0]), args[1])
                .start(0, lost -> Runtime.getRuntime().halt(3));
        System.out.println(READY + node.url());
        Thread.currentThread().join();
    }

    /**
     * Starts a process and does not wait for it.
     *
     * @param listening told where it listens as soon as it serves; never, where it is killed before
     */
    static NodeProcess launch(NodeHome home, Consumer<String> listening) throws IOException {
        return launch(home, HEAP_MEGABYTES, listening);
    }

    /** The same with a heap of that size, past which it dies. */
    static NodeProcess launch(NodeHome home, int heapMegabytes, Consumer<String> listening) throws IOException {
        return new NodeProcess(
                new ProcessBuilder(List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djdk.virtualThreadScheduler.parallelism=8",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:auto",
                                "-Xmx" + heapMegabytes + "m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                System.getProperty("java.class.path"),
                                NodeProcess.class.getName(),
                                home.folder().toString(),
                                home.chain().rpcUrl()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start(),
                listening);
    }

    /** Returns when it serves. */
    void awaitReady() throws InterruptedException {
        try {
            if (!ready.get(READY_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new AssertionError("the node process ended with status " + process.waitFor());
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the node process did not become ready", e);
        }
    }

    private void follow() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(READY)) {
                    listening.accept(line.substring(READY.length()));
                    ready.complete(true);
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(new UncheckedIOException(e));
        }
        ready.complete(false);
    }

    /** SIGKILL; returns when the process is gone and nobody is told of it any more. Fails when it was gone before. */
    void kill() throws InterruptedException {
        boolean alive = process.isAlive();
        int status = process.destroyForcibly().waitFor();
        output.join();
        if (!alive) {
            throw new AssertionError("the node process had ended with status " + status);
        }
    }
}
