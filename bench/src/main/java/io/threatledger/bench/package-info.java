/**
 * How fast a node is, seen from outside: {@code scripts/bench} runs {@link io.threatledger.bench.Bench}.
 *
 * <p>The node, the chain and an empty server each run in a process of their own, with the command line that a person
 * would use; HTTP load comes from wrk. Every figure stands beside its limit, or beside what the empty server did in the
 * same run. Nothing here is part of a node, and nothing of a node knows this package. The package {@code micro} alone
 * knows a node's code.
 */
@NullMarked
package io.threatledger.bench;

import org.jspecify.annotations.NullMarked;
