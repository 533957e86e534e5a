package io.threatledger.entry;

/** Where salts and ids come from: {@code SecureRandom::nextBytes} in a node, something repeatable in a test. */
@FunctionalInterface
public interface RandomBytes {

    /** Fills the array with bytes that nobody can guess. Safe for the threads that share it. */
    void fill(byte[] dst);
}
