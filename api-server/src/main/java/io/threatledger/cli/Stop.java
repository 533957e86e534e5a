package io.threatledger.cli;

import java.util.concurrent.CountDownLatch;

/** Waits for Ctrl-C or SIGTERM, and closes what runs before the process goes. */
final class Stop {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AutoCloseable running;

    private Stop(AutoCloseable running) {
        this.running = running;
    }

    /** From now on a signal closes this. */
    static Stop onSignal(AutoCloseable running) {
        Stop stop = new Stop(running);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stop::close));
        return stop;
    }

    /** Returns never but by an interrupt: the signal's hook closes, then the process ends. */
    void await() throws InterruptedException {
        stopped.await();
    }

    private void close() {
        try {
            running.close();
        } catch (Exception e) {
            System.err.println("while stopping: " + e.getMessage());
        } finally {
            stopped.countDown();
        }
    }
}
