package io.threatledger.devchain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refreshes the good copy of a running chain's state, so that a broken file costs a minute and not the whole run. */
final class StateKeeper {
    static final int KEEP_SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);

    private final AnvilState state;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    private StateKeeper(AnvilState state) {
        this.state = state;
        this.thread = Thread.ofPlatform().daemon().name("chain-state").unstarted(this::run);
    }

    static StateKeeper start(AnvilState state) {
        StateKeeper keeper = new StateKeeper(state);
        keeper.thread.start();
        return keeper;
    }

    /** Ends after the chain has: the file is at rest, and is kept once more. */
    void stop() {
        if (ended.getCount() > 0) {
            abandon();
            keep();
        }
    }

    /** Ends without looking at the file: the chain was killed. */
    void abandon() {
        ended.countDown();
        Processes.join(thread);
    }

    private void run() {
        long keptModified = 0;
        while (!endedWithin(KEEP_SECONDS)) {
            long modified = state.modifiedMillis();
            if (modified != keptModified && keep()) {
                keptModified = modified;
            }
        }
    }

    private boolean endedWithin(int seconds) {
        try {
            return ended.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private boolean keep() {
        try {
            return state.modifiedMillis() > 0 && state.keepGoodCopy();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the chain's state was not copied: {}", e.getMessage());
            return false;
        }
    }
}
