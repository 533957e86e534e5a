package io.threatledger.cli;

import io.threatledger.log.OutcomeUnknown;
import java.util.concurrent.CountDownLatch;

/** How a process that serves ends. */
final class Serving {

    private Serving() {}

    /** Ctrl-C and SIGTERM run this before the process ends. */
    static void stopWithProcess(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    }

    /** Returns when this thread is interrupted, and not before. What is closed then may wait, so the interrupt is spent. */
    static void untilStopped() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException asked) {
            return;
        }
    }

    /**
     * The storage did not say whether something was appended. The next start reads it; until then nobody may be answered, so
     * this process ends as it stands, without its shutdown hooks.
     */
    static void endProcess(OutcomeUnknown unknown) {
        System.err.println("the storage failed (%s): the process ends; start it again".formatted(unknown.getMessage()));
        Runtime.getRuntime().halt(ExitStatus.ENVIRONMENT);
    }
}
