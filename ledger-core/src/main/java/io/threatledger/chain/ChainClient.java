package io.threatledger.chain;

/**
 * A node of the chain, asked over JSON-RPC. Every failure is a {@link ChainException}; every answer is checked.
 *
 * <p>One for each loop: {@link #close} ends the call under way, so that its loop stops at once. Thread-safe.
 */
public final class ChainClient implements AutoCloseable {
    /** For the gate's probe: gives up after one second. */
    public static ChainClient forProbe(String rpcUrl) {
        return Skeleton.missing();
    }

    /** For everything else: gives up after five seconds. */
    public static ChainClient forWork(String rpcUrl) {
        return Skeleton.missing();
    }

    /** Ends calls under way; later ones fail at once. */
    @Override
    public void close() {
        Skeleton.missing();
    }
}
