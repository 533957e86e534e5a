/**
 * What single operations of the ledger take, in a JVM of their own: {@code scripts/bench --micro} runs them.
 *
 * <p>The one place of this module that knows the node's code. What is timed is public; nothing was opened for it.
 */
@NullMarked
package io.threatledger.bench.micro;

import org.jspecify.annotations.NullMarked;
