package io.threatledger.devchain;

import java.io.IOException;

/**
 * Sees to it that a child does not outlive this JVM, however it ends.
 *
 * <p>A shell waits at the end of a pipe that this JVM holds open: when the JVM is gone, by exit, crash or SIGKILL, the
 * pipe ends, and the shell sends the child SIGTERM, then SIGKILL. A shutdown hook alone would not see a SIGKILL.
 */
final class Watchdog {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            cat >/dev/null
            kill -CONT "$1" && kill -TERM "$1" || exit 0
            tries=0
            while [ $tries -lt 50 ] && kill -0 "$1"; do sleep 0.1; tries=$((tries + 1)); done
            kill -KILL "$1"
            """;

    private final Process shell;
    private final Process child;

    private Watchdog(Process shell, Process child) {
        this.shell = shell;
        this.child = child;
    }

    static Watchdog over(Process child) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", SCRIPT, "watchdog", Long.toString(child.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Watchdog(shell, child);
        } catch (IOException e) {
            child.destroyForcibly();
            throw new DevChainException("no watchdog over the chain: " + e.getMessage(), e);
        }
    }

    /** The child has ended: killed rather than told by the pipe, so that it signals no later process of the same id. */
    void dismiss() {
        if (child.isAlive()) {
            throw new IllegalStateException("process " + child.pid() + " is alive");
        }
        shell.destroyForcibly();
    }
}
