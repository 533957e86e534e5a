package io.threatledger.chain;

/** Waiting for a loop to end; an interrupt ends the wait and is kept for the caller. */
final class Stopping {
    private Stopping() {}

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
