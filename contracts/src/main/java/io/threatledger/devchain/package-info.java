/**
 * Starts chains for development and tests: anvil, and hardhat as a second opinion.
 *
 * <p>Here because the pinned node packages lie in this module's folder. It may use {@code contracts} for addresses,
 * processes and files; it speaks no JSON-RPC. Used by {@code threatledger dev} and by the tests of every module. A chain
 * started here ends when its {@code stop()} is called, when the JVM ends, and when the JVM is killed.
 */
@NullMarked
package io.threatledger.devchain;

import org.jspecify.annotations.NullMarked;
