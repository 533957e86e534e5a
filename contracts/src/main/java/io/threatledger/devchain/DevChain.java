package io.threatledger.devchain;

/**
 * A chain that this JVM started, listening on 127.0.0.1 only. {@link #close()} is {@link #stop()}.
 *
 * <p>Methods may be called from any thread, and more than once.
 */
public interface DevChain extends AutoCloseable {

    /** Such as {@code http://127.0.0.1:8545}. */
    String rpcUrl();

    /** The chain's own process, not a wrapper's. */
    long pid();

    boolean isAlive();

    /** SIGTERM and wait; SIGKILL if it has not ended after {@link ChainProcess#STOP_SECONDS_MAX} seconds. */
    void stop();

    /** SIGKILL and wait: what a power cut does to the chain. */
    void kill();

    /** SIGSTOP: it accepts connections and never answers, until {@link #resume()}. */
    void suspend();

    /** SIGCONT. */
    void resume();

    @Override
    default void close() {
        stop();
    }
}
