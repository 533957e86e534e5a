package io.threatledger.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A node of a {@link NodeHome} as a process of its own, so that it can be killed. */
final class NodeProcess {
    private static final String READY = "ready at ";

    private final Process process;

    private NodeProcess(Process process) {
        this.process = process;
    }

    /** Run by {@link #start} in the other process: folder, RPC address, port. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Node node = NodeHome.open(Path.of(args[0]), args[1])
                .start(Integer.parseInt(args[2]), lost -> Runtime.getRuntime().halt(3));
        System.out.println(READY + node.url());
        Thread.currentThread().join();
    }

    static NodeProcess start(NodeHome home, int port) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djdk.virtualThreadScheduler.parallelism=8",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeProcess.class.getName(),
                        home.folder().toString(),
                        home.chain().rpcUrl(),
                        Integer.toString(port)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(READY)) {
                Thread.ofVirtual().start(() -> out.lines().forEach(each -> {}));
                return new NodeProcess(process);
            }
        }
        throw new AssertionError("the node process ended with status " + process.exitValue());
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
